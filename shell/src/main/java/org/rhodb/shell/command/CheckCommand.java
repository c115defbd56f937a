package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.saved.QueryCheck;
import org.rhodb.shell.saved.QueryFiles;
import org.rhodb.shell.saved.SavedQuery;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ScriptFile;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks saved queries without running them. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "check saved queries: front matter, syntax; with --db also every name and pin")
public final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final String version;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "a file, or a folder of them")
  private List<Path> files = List.of();

  @Mixin private final DatabaseArguments database = new DatabaseArguments();

  @Option(names = "--debug", description = "errors print their stack trace")
  private boolean isDebug;

  /** Creates the command. */
  public CheckCommand(Surroundings surroundings, String version) {
    this.surroundings = surroundings;
    this.version = version;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> found = QueryFiles.of(files.stream().map(surroundings.folder()::resolve).toList());
    if (database.isInMemory()) {
      return check(found, query -> QueryCheck.syntax(query, version));
    }
    try (Engine engine = Engine.open(database.options(surroundings));
        Session session = engine.openSession()) {
      return check(found, query -> QueryCheck.resolved(query, session, version));
    }
  }

  private int check(List<Path> found, Function<SavedQuery, List<QueryException>> checks)
      throws IOException {
    int exitCode = ExitCode.OK;
    for (Path file : found) {
      List<QueryException> errors;
      try {
        errors = checks.apply(SavedQuery.read(file));
      } catch (QueryException e) {
        errors = List.of(e);
      }
      Path shown = surroundings.shown(file);
      for (QueryException error : errors) {
        exitCode = exitCode == ExitCode.OK ? ExitCode.of(error.code()) : exitCode;
        String script = error.position().isPresent() ? ScriptFile.read(file) : "";
        surroundings
            .errors()
            .write(shown + "\n" + ShellSession.report(error, script, isDebug) + "\n");
      }
      surroundings.errors().flush();
      if (errors.isEmpty()) {
        surroundings.output().write("ok " + shown + "\n");
        surroundings.output().flush();
      }
    }
    return exitCode;
  }
}
