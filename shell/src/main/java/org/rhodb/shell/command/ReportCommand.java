package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.report.ReportFile;
import org.rhodb.shell.run.RunFolder;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes one HTML file of the newest run of each query. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "write one self-contained HTML file of runs, with pictures and sortable tables")
public final class ReportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "RESULTS", description = "a folder of runs, or one run")
  private Path results = Path.of("results");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "the file (default: RESULTS/report.html)")
  private @Nullable Path file;

  @Option(names = "--title", paramLabel = "TEXT", description = "title of the page")
  private String title = "Report";

  @Option(names = "--all", description = "every run, not only the newest of each query")
  private boolean isAll;

  /** Creates the command. */
  public ReportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = surroundings.folder().resolve(results);
    List<RunFolder> runs = isAll ? RunFolder.all(folder) : RunFolder.newest(folder);
    if (runs.isEmpty()) {
      throw QueryException.of(ErrorCode.X401, "no run in '" + folder + "'")
          .withHint("rhodb run QUERY.sql --out " + results);
    }
    Path written =
        ReportFile.write(
            file == null ? folder.resolve("report.html") : surroundings.folder().resolve(file),
            title,
            runs);
    surroundings.output().write(surroundings.shown(written) + "\n");
    surroundings.output().flush();
    return ExitCode.OK;
  }
}
