package org.rhodb.shell.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.format.Layout;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.run.QueryRun;
import org.rhodb.shell.run.RunDifference;
import org.rhodb.shell.run.RunFolder;
import org.rhodb.shell.saved.BoundQuery;
import org.rhodb.shell.saved.QueryFiles;
import org.rhodb.shell.saved.SavedQuery;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.ProgressLine;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs saved queries, each into a folder of its own, and says what differs from the last time. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "run saved queries; each run gets a folder of its own, whose path is printed; on a terminal"
            + " so are its rows")
public final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Interruption interruption;
  private final String version;
  private final Map<String, String> given = new LinkedHashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "a file, or a folder of them")
  private List<Path> files = List.of();

  @Option(names = "--param", paramLabel = "NAME=VALUE", description = "a parameter of the query")
  private List<String> parameters = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where runs are kept (default: ./results)")
  private Path results = Path.of("results");

  @Mixin private final DatabaseArguments database = new DatabaseArguments();

  @Option(names = "--debug", description = "errors print their stack trace")
  private boolean isDebug;

  /** Creates the command. */
  public RunCommand(Surroundings surroundings, Interruption interruption, String version) {
    this.surroundings = surroundings;
    this.interruption = interruption;
    this.version = version;
  }

  @Override
  public Integer call() throws IOException {
    takeParameters();
    List<Path> found = QueryFiles.of(files.stream().map(surroundings.folder()::resolve).toList());
    for (Path file : found) {
      RunFolder.checkWritable(
          surroundings.folder().resolve(results).resolve(SavedQuery.name(file)));
    }
    try (Engine engine = Engine.open(database.options(surroundings));
        Session session = engine.openSession()) {
      ProgressLine progress = ProgressLine.of(surroundings, false);
      progress.hear(session);
      interruption.watch(
          () -> {
            session.cancel();
            return true;
          });
      if (engine.isReadOnly()) {
        note("the database is read-only: run.json keeps the operator runs, SHOW RUNS does not");
      }
      int exitCode = ExitCode.OK;
      for (Path file : found) {
        boolean isKept = !engine.isReadOnly() && !database.isInMemory();
        int own = run(file, session, isKept, progress);
        exitCode = exitCode == ExitCode.OK ? own : exitCode;
        if (interruption.isInterrupted()) {
          return ExitCode.INTERRUPTED;
        }
      }
      return exitCode;
    }
  }

  private void takeParameters() {
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals <= 0) {
        throw new ParameterException(
            spec.commandLine(), "--param takes NAME=VALUE; found '" + parameter + "'");
      }
      String name = parameter.substring(0, equals);
      if (given.put(name, parameter.substring(equals + 1)) != null) {
        throw new ParameterException(
            spec.commandLine(), "--param gives '" + name + "' more than once");
      }
    }
  }

  private int run(Path file, Session session, boolean isRecorded, ProgressLine progress)
      throws IOException {
    String text = "";
    try {
      text = SavedQuery.text(file);
      SavedQuery query = SavedQuery.of(SavedQuery.name(file), text);
      progress.begin();
      QueryRun run;
      try {
        run = QueryRun.run(BoundQuery.of(query, given), session, version);
      } finally {
        progress.end();
      }
      RunFolder folder =
          RunFolder.write(
              run,
              session,
              version,
              surroundings.folder().resolve(results),
              isRecorded,
              path -> RunFolder.draw(run, path));
      return report(run, folder);
    } catch (QueryException e) {
      String report = ShellSession.report(e, text, isDebug).stripTrailing();
      note(surroundings.shown(file) + "\n" + report);
      return ExitCode.of(e.code());
    }
  }

  private int report(QueryRun run, RunFolder folder) throws IOException {
    if (surroundings.isOutputTerminal()) {
      show(run);
    }
    surroundings.output().write(surroundings.shown(folder.path()) + "\n");
    surroundings.output().flush();
    for (String warning : run.warnings()) {
      note("warning: " + VisibleText.escapeLines(warning));
    }
    compare(folder);
    List<String> unmet =
        run.query()
            .query()
            .header()
            .expectations()
            .unmet(run.rows().names(), run.rows().rows().size());
    for (String sentence : unmet) {
      note("error A213: " + sentence);
    }
    return unmet.isEmpty() ? ExitCode.OK : ExitCode.QUERY_FAILED;
  }

  /**
   * Prints the question and the rows, for a person; a program reads the file whose folder it gets.
   */
  private void show(QueryRun run) throws IOException {
    Writer out = surroundings.output();
    out.write(VisibleText.escapeLines(run.query().query().header().question()) + "\n");
    int width = surroundings.screen().columns();
    Formats.forTerminal()
        .write(run.rows().table(), new Layout(width, Layout.DEFAULT_MAX_ROWS), out);
    out.write(String.format(Locale.ROOT, "%.3f s, kept in%n", run.seconds()));
  }

  /** Says what differs from the last run; one that cannot be read takes nothing from this one. */
  private void compare(RunFolder folder) throws IOException {
    try {
      for (RunFolder earlier : folder.earlier()) {
        RunDifference difference = RunDifference.between(earlier, folder);
        note(difference.verdict().text() + " to " + earlier.path().getFileName());
        for (String sentence : difference.sentences()) {
          note("  " + VisibleText.escape(sentence));
        }
      }
    } catch (QueryException e) {
      note("warning: not compared with earlier runs: " + VisibleText.escape(e.getMessage()));
    }
  }

  private void note(String line) throws IOException {
    surroundings.errors().write(line + "\n");
    surroundings.errors().flush();
  }
}
