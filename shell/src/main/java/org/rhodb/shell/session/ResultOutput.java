package org.rhodb.shell.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.StatementText;
import org.rhodb.shell.format.BinaryFormat;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.format.Layout;
import org.rhodb.shell.format.OutputFormat;
import org.rhodb.shell.format.RowFormat;
import org.rhodb.shell.format.VisibleText;

/** Where the rows of results go, and as what: the screen, a pager, a pipe or a file. */
public final class ResultOutput {
  /** Rows of a box that a pager shows before its middle is left out. */
  private static final int PAGED_ROWS = 10_000;

  private static final String EXPLAIN = "EXPLAIN";

  private final Surroundings surroundings;
  private final ProgressLine progress;
  private final Pager pager;
  private OutputFormat format;
  private @Nullable ResultFile file;
  private Supplier<Screen> screen;
  private @Nullable KeptRows last;
  private boolean isColored;
  private boolean isOutputTaken;
  private boolean isExported;
  private long readingNanos;

  ResultOutput(Surroundings surroundings, ProgressLine progress, OutputFormat format) {
    this.surroundings = surroundings;
    this.progress = progress;
    this.format = format;
    this.pager = new Pager(surroundings);
    this.screen = surroundings::screen;
    this.isColored = surroundings.isOutputTerminal() && !surroundings.isColorless();
  }

  /** Returns the format of results. */
  public OutputFormat format() {
    return format;
  }

  /** Sets the format of results. */
  public void setFormat(OutputFormat newFormat) {
    format = newFormat;
  }

  /** Returns what long results are read with. */
  public Pager pager() {
    return pager;
  }

  /** Sets where the terminal's size is read, which may change. */
  public void setScreen(Supplier<Screen> newScreen) {
    screen = newScreen;
  }

  /** Returns whether what goes to the screen may hold colours. */
  public boolean isColored() {
    return isColored;
  }

  /** Sets whether what goes to the screen may hold colours. */
  public void setColored(boolean newColored) {
    isColored = newColored;
  }

  /** Returns the columns of the terminal that results go to; 0: it is none, or unknown. */
  public int width() {
    return surroundings.isOutputTerminal() ? screen.get().columns() : 0;
  }

  /**
   * Sends results to a file instead of the output; says so where its ending promises a format that
   * there is not.
   *
   * @param isOnce whether only the next result
   * @param fixed format of all of them; empty: the current one
   * @throws QueryException X401 if it cannot be written
   */
  public void writeTo(Path newFile, boolean isOnce, Optional<OutputFormat> fixed)
      throws IOException {
    writeToOutput();
    file = ResultFile.open(newFile, isOnce, fixed);
    Optional<String> strange =
        fixed.isPresent() ? Optional.empty() : Formats.strangeEnding(newFile.toString());
    if (strange.isPresent()) {
      surroundings
          .errors()
          .write(
              String.format(
                  Locale.ROOT,
                  "warning: %s names no format: written as %s (there are %s)%n",
                  VisibleText.escape(strange.get()),
                  format.name(),
                  Formats.names()));
      surroundings.errors().flush();
    }
  }

  /**
   * Sends results to the output again, and completes the file they went to; one that still waits
   * for its only result, or whose only statement failed, stays as it was.
   *
   * @throws QueryException X401 if it cannot be completed
   */
  public void writeToOutput() {
    ResultFile done = file;
    file = null;
    if (done != null && (done.isOnce() || !done.hasResult())) {
      done.drop();
    } else if (done != null) {
      done.keep();
    }
  }

  /** Returns the rows of the last result that was shown to its end, or nothing. */
  Optional<KeptRows> last() {
    return Optional.ofNullable(last);
  }

  /** Returns the names of the last result's columns; none if there is no result. */
  public List<String> lastColumns() {
    return last == null ? List.of() : last.columns();
  }

  /** Takes rows for those of the last result. */
  void keep(KeptRows rows) {
    last = rows;
  }

  /** Returns how long the last result was being read in a pager, which is not its own time. */
  long readingNanos() {
    return readingNanos;
  }

  /** Runs a statement, its rows on their way as the format wants it. Caller closes the result. */
  QueryResult execute(Session session, StatementText statement) throws IOException {
    ResultFile target = file;
    OutputFormat wanted = target == null ? format : target.format().orElse(format);
    isExported =
        wanted instanceof BinaryFormat
            && session.describe(statement).kind() == QueryResult.Kind.ROWS;
    if (isExported && wanted instanceof BinaryFormat binary) {
      return target == null
          ? export(session, statement, binary)
          : export(session, statement, binary, target);
    }
    return session.execute(statement);
  }

  private QueryResult export(Session session, StatementText statement, BinaryFormat binary)
      throws IOException {
    if (surroundings.isOutputTerminal()) {
      throw QueryException.of(
              ErrorCode.A207, binary.name() + " is binary: a terminal cannot show it")
          .withHint("send it to a file: .once FILE, -o FILE, or > FILE");
    }
    if (isOutputTaken) {
      throw oneResult(binary, "standard output");
    }
    isOutputTaken = true;
    Path written = Files.createTempFile("rhodb", "." + binary.name());
    try {
      QueryResult result = session.export(statement, binary.export(), written);
      surroundings.output().flush();
      OutputStream bytes = surroundings.bytes();
      Files.copy(written, bytes);
      bytes.flush();
      return result;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private QueryResult export(
      Session session, StatementText statement, BinaryFormat binary, ResultFile target) {
    if (target.isTaken()) {
      throw oneResult(binary, "'" + target.file() + "'");
    }
    boolean isDone = false;
    try {
      QueryResult result = session.export(statement, binary.export(), target.written());
      target.take();
      isDone = true;
      return result;
    } finally {
      if (target.isOnce()) {
        file = null;
        if (isDone) {
          target.keep();
        } else {
          target.drop();
        }
      }
    }
  }

  private static QueryException oneResult(BinaryFormat binary, String place) {
    return QueryException.of(
            ErrorCode.A207, place + " holds a result already, and " + binary.name() + " one only")
        .withHint(".once FILE before each statement");
  }

  /** Returns whether the last statement's rows went to a binary file: all there is is a count. */
  boolean isExported() {
    return isExported;
  }

  /** Prints the rows of a result and closes nothing. */
  void show(QueryResult result, String statement) throws IOException {
    last = null;
    readingNanos = 0;
    ResultFile target = file;
    if (target != null) {
      show(result, statement, target);
      return;
    }
    RowFormat rowFormat = rowFormat(format, statement);
    boolean isBox = rowFormat.name().equals("box");
    boolean isPaged = pager.isUsed();
    boolean isStreamed = surroundings.isOutputTerminal() && !isBox;
    ResultTable table = new ResultTable(result, isStreamed, progress, statement);
    if (isPaged) {
      PagedWriter out = pager.open(surroundings.output(), screen.get());
      try {
        rowFormat.write(table, new Layout(0, PAGED_ROWS), out);
      } catch (PagedWriter.LeftException e) {
        // Who left the pager has seen enough: closing the result cancels the rest of it.
        return;
      } finally {
        long written = System.nanoTime();
        out.close();
        readingNanos = System.nanoTime() - written;
      }
    } else {
      rowFormat.write(table, new Layout(width(), Layout.DEFAULT_MAX_ROWS), surroundings.output());
      surroundings.output().flush();
    }
    last = table.kept();
  }

  /** A plan is a text: where nobody asked for a format its lines are not quoted. */
  private static RowFormat rowFormat(OutputFormat wanted, String statement) {
    boolean isPlan = statement.regionMatches(true, 0, EXPLAIN, 0, EXPLAIN.length());
    return isPlan && wanted == Formats.forPipe() ? Formats.plain() : (RowFormat) wanted;
  }

  private void show(QueryResult result, String statement, ResultFile target) {
    boolean isWritten = false;
    try {
      ResultTable table = new ResultTable(result, false, progress, statement);
      RowFormat rowFormat = rowFormat(target.format().orElse(format), statement);
      rowFormat.write(table, new Layout(0, 0), target.writer());
      last = table.kept();
      target.complete();
      isWritten = true;
    } catch (IOException e) {
      throw QueryException.of(
              ErrorCode.X401, "cannot write '" + target.file() + "': " + FileReason.of(e))
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
}
