package org.rhodb.shell.session;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.ErrorReport;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.StatementText;
import org.rhodb.shell.format.Layout;
import org.rhodb.shell.format.RowFormat;
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
  private RowFormat format;
  private @Nullable ResultFile file;
  private boolean isSafe;
  private boolean isTimed;
  private boolean isQuitting;
  private int depth;
  private IntSupplier width;
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
      RowFormat format,
      List<DotCommand> dotCommands,
      boolean isDebug) {
    this.session = session;
    this.surroundings = surroundings;
    this.progress = progress;
    this.format = format;
    this.dotCommands = List.copyOf(dotCommands);
    this.isDebug = isDebug;
    this.width = () -> surroundings.isOutputTerminal() ? surroundings.width() : 0;
    session.onProgress(progress);
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

  /** Returns the format of results. */
  public RowFormat format() {
    return format;
  }

  /** Sets the format of results. */
  public void setFormat(RowFormat newFormat) {
    format = newFormat;
  }

  /** Returns whether each statement's time is shown. */
  public boolean isTimed() {
    return isTimed;
  }

  /** Sets whether each statement's time is shown. */
  public void setTimed(boolean newTimed) {
    isTimed = newTimed;
  }

  /** Sets where the terminal's width is read, which may change. */
  public void setWidth(IntSupplier newWidth) {
    width = newWidth;
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
   * Sends results to a file instead of the output.
   *
   * @param isOnce whether only the next result
   * @param fixed format of all of them; empty: the current one
   * @throws QueryException X401 if it cannot be written
   */
  public void writeTo(Path newFile, boolean isOnce, Optional<RowFormat> fixed) {
    writeToOutput();
    file = ResultFile.open(newFile, isOnce, fixed);
  }

  /**
   * Sends results to the output again, and completes the file they went to; one that still waits
   * for its only result stays as it was.
   *
   * @throws QueryException X401 if it cannot be completed
   */
  public void writeToOutput() {
    ResultFile done = file;
    file = null;
    if (done != null && done.isOnce()) {
      done.drop();
    } else if (done != null) {
      done.keep();
    }
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
        .withHint(".help lists the commands");
  }

  private int runSql(String text) throws IOException {
    for (StatementText statement : session.split(text)) {
      long start = System.nanoTime();
      isRunning = true;
      progress.begin();
      try (QueryResult result = session.execute(statement)) {
        show(result);
      } finally {
        progress.end();
        isRunning = false;
      }
      if (isTimed) {
        double seconds = (System.nanoTime() - start) / 1e9;
        note(String.format(Locale.ROOT, "%.3f s", seconds));
      }
    }
    return ExitCode.OK;
  }

  /** Prints a result in the current format and closes nothing. */
  private void show(QueryResult result) throws IOException {
    switch (result.kind()) {
      case ROWS -> showRows(result);
      case UPDATE -> {
        progress.end();
        long count = result.updateCount();
        note(String.format(Locale.ROOT, "%,d %s changed", count, count == 1 ? "row" : "rows"));
      }
      case MESSAGE -> {
        progress.end();
        if (!result.message().isEmpty()) {
          note(VisibleText.escapeLines(result.message()));
        }
      }
    }
    for (String warning : result.warnings()) {
      note("warning: " + VisibleText.escapeLines(warning));
    }
  }

  private void showRows(QueryResult result) throws IOException {
    ResultFile target = file;
    if (target == null) {
      boolean isStreamed = surroundings.isOutputTerminal() && !format.name().equals("box");
      ResultTable table = new ResultTable(result, isStreamed, progress);
      format.write(
          table, new Layout(width.getAsInt(), Layout.DEFAULT_MAX_ROWS), surroundings.output());
      surroundings.output().flush();
      return;
    }
    boolean isWritten = false;
    try {
      ResultTable table = new ResultTable(result, false, progress);
      target.format().orElse(format).write(table, new Layout(0, 0), target.writer());
      isWritten = true;
    } catch (IOException e) {
      throw QueryException.of(
              ErrorCode.X401, "cannot write '" + target.file() + "': " + e.getMessage())
          .withCause(e);
    } finally {
      if (target.isOnce()) {
        file = null;
        if (!isWritten) {
          target.drop();
        }
      }
    }
    if (target.isOnce()) {
      target.keep();
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
    surroundings.errors().write(report(error, script, isDebug));
    surroundings.errors().flush();
  }

  /**
   * Returns an error as the user sees it, with its stack trace if asked for.
   *
   * @param script the text its position refers to; empty if there is none
   */
  public static String report(QueryException error, String script, boolean isDebug) {
    // Whoever cancelled a statement knows which one it was.
    String shown = error.code() == ErrorCode.R506 ? "" : script;
    QueryException placed =
        shown.isEmpty()
            ? QueryException.of(error.code(), error.getMessage()).withHint(error.hint())
            : error;
    String report = VisibleText.escapeLines(ErrorReport.render(placed, shown));
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
