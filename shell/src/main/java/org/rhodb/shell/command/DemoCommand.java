package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.demo.DemoReport;
import org.rhodb.shell.demo.DemoStudy;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.ProgressLine;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo study in a database of its own. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "run the demo study and say what it finds")
public final class DemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Interruption interruption;
  private final String version;

  @Option(
      names = "--database",
      paramLabel = "FOLDER",
      description = "where the demo's database is, or is made (default: ./demo.rhodb)")
  private Path database = Path.of("demo.rhodb");

  @Option(names = "--debug", description = "errors print their stack trace")
  private boolean isDebug;

  /** Creates the command. */
  public DemoCommand(Surroundings surroundings, Interruption interruption, String version) {
    this.version = version;
    this.surroundings = surroundings;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Path home =
        surroundings
            .home()
            .orElseThrow(
                () ->
                    QueryException.of(ErrorCode.X401, "the demo's models are in a clone of RhoDB")
                        .withHint("run ./rhodb demo from there"));
    Path folder = surroundings.folder().resolve(database).normalize();
    try (Engine engine = Engine.open(surroundings.options(Optional.of(folder)));
        Session session = engine.openSession()) {
      ShellSession shell =
          new ShellSession(
              session,
              surroundings,
              ProgressLine.of(surroundings, false),
              Formats.forTerminal(),
              List.of(),
              isDebug);
      interruption.watch(shell);
      shell.note("The demo's database is " + folder);
      int exitCode = new DemoStudy(shell, folder, home).run();
      if (interruption.isInterrupted()) {
        return ExitCode.INTERRUPTED;
      }
      if (exitCode == ExitCode.OK) {
        Optional<Path> report = DemoReport.write(session, folder, home, version);
        if (report.isPresent()) {
          shell.note("\nThe report with its pictures is " + report.get());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        shell.note(String.format(Locale.ROOT, "\nThe demo took %.0f s.", seconds));
      }
      return exitCode;
    }
  }
}
