package org.rhodb.shell.session;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.ErrorReport;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.grammar.StatementText;
import org.rhodb.shell.format.OutputFormat;
import org.rhodb.shell.format.VisibleText;

/**
 * A session of the engine and how its results are shown: format, timer, progress.
 *
 * <p>Not thread-safe but for {@link #interrupt}. Does not own the engine's session.
 */
public final class ShellSession {
  /** Deep enough for any sensible nesting, and far from the end of the stack. */
  private static final int MAX_DEPTH = 16;

  private final Session session;
  private final Surroundings surroundings;
  private final ProgressLine progress;
  private final List<DotCommand> dotCommands;
  private final boolean isDebug;
  private final ResultOutput results;
  private boolean isSafe;
  private boolean isTimed;
  private boolean isQuitting;
  private int depth;
  private volatile boolean isRunning;

  /**
   * Wraps a session.
   *
   * @param format of every result until it is changed
   * @param dotCommands known commands of the shell itself
   * @param isDebug whether errors print their stack trace
   */
  public ShellSession(
      Session session,
      Surroundings surroundings,
      ProgressLine progress,
      OutputFormat format,
      List<DotCommand> dotCommands,
      boolean isDebug) {
    this.session = session;
    this.surroundings = surroundings;
    this.progress = progress;
    this.results = new ResultOutput(surroundings, progress, format);
    this.dotCommands = List.copyOf(dotCommands);
    this.isDebug = isDebug;
    progress.hear(session);
  }

  /** Returns the engine's session. */
  public Session session() {
    return session;
  }

  /** Returns the process around. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** Returns the known commands of the shell itself. */
  public List<DotCommand> dotCommands() {
    return dotCommands;
  }

  /** Returns where results go. */
  public ResultOutput results() {
    return results;
  }

  /** Returns whether each statement's time is shown. */
  public boolean isTimed() {
    return isTimed;
  }

  /** Sets whether each statement's time is shown. */
  public void setTimed(boolean newTimed) {
    isTimed = newTimed;
  }

  /** Refuses from now on what reads or writes files. */
  public void forbidFiles() {
    isSafe = true;
  }

  /**
   * Refuses a dot command that touches files where files are forbidden.
   *
   * @throws QueryException A207 if they are
   */
  public void checkFilesAllowed(String command) {
    if (isSafe) {
      throw QueryException.of(ErrorCode.A207, command + " touches files, which --safe forbids");
    }
  }

  /**
   * Returns the last result that was shown to its end.
   *
   * @throws QueryException A207 if there is none, U303 if it is too large for a picture
   */
  public Picturable lastResult() {
    return Picturable.of(
        results
            .last()
            .orElseThrow(
                () ->
                    QueryException.of(ErrorCode.A207, "there is no result to draw yet")
                        .withHint("run a query first, or write it behind the options")));
  }

  /**
   * Runs one statement and returns its rows instead of showing them.
   *
   * @throws QueryException whatever is wrong with it; A207 if it gives no rows
   */
  public Picturable query(String text) throws IOException {
    List<StatementText> statements = session.split(text);
    if (statements.size() != 1) {
      throw QueryException.of(
          ErrorCode.A207, "one query is expected; found " + statements.size() + " statements");
    }
    begin();
    try (QueryResult result = session.execute(statements.get(0))) {
      if (result.kind() != QueryResult.Kind.ROWS) {
        throw QueryException.of(ErrorCode.A207, "a query is expected: this gives no rows");
      }
      ResultTable table = new ResultTable(result, false, progress, statements.get(0).text());
      while (table.next()) {
        // Its rows are kept as they pass.
      }
      warn(result);
      results.keep(table.kept());
      return Picturable.of(table.kept());
    } finally {
      end();
    }
  }

  private void begin() {
    isRunning = true;
    progress.begin();
  }

  private void end() {
    progress.end();
    isRunning = false;
  }

  /** Ends the shell after the current command. */
  public void quit() {
    isQuitting = true;
  }

  /** Returns whether the shell is to end. */
  public boolean isQuitting() {
    return isQuitting;
  }

  /**
   * Cancels the running statement; may be called from any thread.
   *
   * @return whether one was running
   */
  public boolean interrupt() {
    boolean wasRunning = isRunning;
    if (wasRunning) {
      session.cancel();
    }
    return wasRunning;
  }

  /**
   * Runs the statements and dot commands of a script, up to the first error, which it prints.
   *
   * @return an {@link ExitCode}
   * @throws IOException if the output is closed
   */
  public int run(String script) throws IOException {
    for (ScriptPart part : ScriptPart.split(script)) {
      if (isQuitting) {
        return ExitCode.OK;
      }
      try {
        int exitCode = part.isDotCommand() ? runDotCommand(part) : runSql(part.text());
        if (exitCode != ExitCode.OK) {
          return exitCode;
        }
      } catch (QueryException e) {
        print(e, part.isDotCommand() ? "" : part.text());
        return ExitCode.of(e.code());
      } catch (OutOfMemoryError e) {
        print(outOfMemory(e), "");
        return ExitCode.QUERY_FAILED;
      } catch (RuntimeException | StackOverflowError e) {
        print(QueryException.of(ErrorCode.B901, "unexpected: " + e).withCause(e), "");
        return ExitCode.QUERY_FAILED;
      }
    }
    return ExitCode.OK;
  }

  /**
   * Runs a script from within a dot command.
   *
   * @return an {@link ExitCode}
   * @throws QueryException A207 if scripts read each other without end
   * @throws IOException if the output is closed
   */
  public int runNested(String script) throws IOException {
    if (depth == MAX_DEPTH) {
      throw QueryException.of(
          ErrorCode.A207, "files that read files, more than " + MAX_DEPTH + " deep");
    }
    depth++;
    try {
      return run(script);
    } finally {
      depth--;
    }
  }

  private static QueryException outOfMemory(OutOfMemoryError error) {
    return QueryException.of(ErrorCode.R501, "the Java heap is full")
        .withHint("narrow the query, or start with RHODB_JAVA_OPTIONS=-Xmx8g")
        .withCause(error);
  }

  private int runDotCommand(ScriptPart part) throws IOException {
    for (DotCommand command : dotCommands) {
      if (command.name().equals(part.commandName())) {
        int exitCode = command.run(part.commandArgument(), this);
        surroundings.output().flush();
        return exitCode;
      }
    }
    throw QueryException.of(
            ErrorCode.A207, "unknown command '" + VisibleText.escape(part.commandName()) + "'")
        .withHint(
            Suggestion.hint(
                part.commandName(),
                "commands",
                dotCommands.stream().map(DotCommand::name).toList()));
  }

  private int runSql(String text) throws IOException {
    for (StatementText statement : session.split(text)) {
      long start = System.nanoTime();
      begin();
      try (QueryResult result = results.execute(session, statement)) {
        show(result, statement.text());
      } finally {
        end();
      }
      if (isTimed) {
        double seconds = (System.nanoTime() - start - results.readingNanos()) / 1e9;
        note(String.format(Locale.ROOT, "%.3f s", seconds));
      }
    }
    return ExitCode.OK;
  }

  /** Prints a result in the current format and closes nothing. */
  private void show(QueryResult result, String statement) throws IOException {
    switch (result.kind()) {
      case ROWS -> results.show(result, statement);
      case UPDATE -> {
        progress.end();
        boolean isWritten = results.isExported() || RowsDone.isWritten(statement);
        note(RowsDone.sentence(result.updateCount(), isWritten));
      }
      case MESSAGE -> {
        progress.end();
        if (!result.message().isEmpty()) {
          note(VisibleText.escapeLines(result.message()));
        }
      }
    }
    warn(result);
  }

  private void warn(QueryResult result) throws IOException {
    for (String warning : result.warnings()) {
      note("warning: " + VisibleText.escapeLines(warning));
    }
  }

  /** Prints a line that is not data. */
  public void note(String line) throws IOException {
    surroundings.errors().write(line + "\n");
    surroundings.errors().flush();
  }

  /** Prints an error as the user sees it. */
  public void print(QueryException error, String script) throws IOException {
    surroundings.output().flush();
    surroundings.errors().write(report(error, script, results.width(), isDebug));
    surroundings.errors().flush();
  }

  /**
   * Returns an error as the user sees it, with its stack trace if asked for.
   *
   * @param script the text its position refers to; empty if there is none
   */
  public static String report(QueryException error, String script, boolean isDebug) {
    return report(error, script, 0, isDebug);
  }

  private static String report(QueryException error, String script, int columns, boolean isDebug) {
    // Whoever cancelled a statement knows which one it was.
    String shown = error.code() == ErrorCode.R506 ? "" : script;
    QueryException placed =
        shown.isEmpty()
            ? QueryException.of(error.code(), error.getMessage()).withHint(error.hint())
            : error;
    String report =
        VisibleText.escapeLines(ErrorReport.render(placed, shown, columns, VisibleText::width));
    StringWriter text = new StringWriter();
    text.write(report.endsWith("\n") ? report : report + "\n");
    if (isDebug) {
      error.printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }

  /** Returns a path of the user's, relative to their own folder. */
  public Path resolve(String path) {
    return surroundings.folder().resolve(path);
  }
}
