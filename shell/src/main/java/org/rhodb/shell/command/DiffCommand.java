package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.run.RunDifference;
import org.rhodb.shell.run.RunDifference.Verdict;
import org.rhodb.shell.run.RunFolder;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says how the results of two runs differ. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "compare two runs: identical, within tolerance, or different and where (exit 1)")
public final class DiffCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "RUN", description = "folder of the first run")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN", description = "folder of the second")
  private Path second = Path.of("");

  /** Creates the command. */
  public DiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RunDifference difference = RunDifference.between(read(first), read(second));
    surroundings.output().write(difference.verdict().text() + "\n");
    for (String sentence : difference.sentences()) {
      surroundings.output().write("  " + VisibleText.escape(sentence) + "\n");
    }
    surroundings.output().flush();
    return difference.verdict() == Verdict.DIFFERENT ? ExitCode.QUERY_FAILED : ExitCode.OK;
  }

  private RunFolder read(Path folder) {
    return RunFolder.read(surroundings.folder().resolve(folder));
  }
}
