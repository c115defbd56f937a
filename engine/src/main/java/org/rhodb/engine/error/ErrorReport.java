package org.rhodb.engine.error;

import java.util.function.ToIntFunction;
import org.rhodb.grammar.Position;

/**
 * Writes an error as people read it: code, place, sentence, their own line with carets, way out.
 */
public final class ErrorReport {
  /** Characters of the user's line that are shown; a longer line is cut around the caret. */
  private static final int LINE_WIDTH = 100;

  /** Fewest of them, however narrow the screen. */
  private static final int LEAST_WIDTH = 20;

  private final StringBuilder out = new StringBuilder();
  private final String script;
  private final int columns;
  private final ToIntFunction<String> width;

  private ErrorReport(String script, int columns, ToIntFunction<String> width) {
    this.script = script;
    this.columns = columns;
    this.width = width;
  }

  /**
   * Returns the report of an error and of the others of its statement, without a final line feed.
   *
   * @param script the text the error's positions refer to
   */
  public static String render(QueryException error, String script) {
    return render(error, script, 0, String::length);
  }

  /**
   * Returns the report as a screen shows it, carets under the characters they mean.
   *
   * @param script the text the error's positions refer to
   * @param columns of the screen; 0: unknown
   * @param width how many columns a text takes
   */
  public static String render(
      QueryException error, String script, int columns, ToIntFunction<String> width) {
    ErrorReport report = new ErrorReport(script, columns, width);
    report.append(error);
    for (QueryException other : error.others()) {
      report.out.append('\n');
      report.append(other);
    }
    return report.out.toString();
  }

  private void append(QueryException error) {
    out.append("error ").append(error.code());
    error
        .position()
        .ifPresent(p -> out.append(" at ").append(p.line()).append(':').append(p.column()));
    out.append(": ").append(printable(error.getMessage()));
    error.position().filter(p -> p.start() <= script.length()).ifPresent(this::appendLine);
    if (!error.hint().isEmpty()) {
      out.append('\n').append(printable(error.hint()));
    }
  }

  private void appendLine(Position p) {
    String number = Integer.toString(p.line());
    int room = columns == 0 ? LINE_WIDTH : columns - number.length() - 6;
    int shown = Math.max(LEAST_WIDTH, Math.min(LINE_WIDTH, room));
    int lineStart = script.lastIndexOf('\n', p.start() - 1) + 1;
    int lineEnd = script.indexOf('\n', p.start());
    String line = script.substring(lineStart, lineEnd < 0 ? script.length() : lineEnd);
    int from = p.start() - lineStart;
    int to = Math.max(from + 1, Math.min(p.end() - lineStart, line.length()));
    if (line.length() > shown) {
      int cut = Math.max(0, Math.min(from - shown / 2, line.length() - shown));
      line = line.substring(cut, cut + shown);
      from -= cut;
      to = Math.max(from + 1, Math.min(to - cut, line.length()));
    }
    out.append("\n  ").append(number).append(" | ").append(printable(line));
    out.append("\n  ").append(" ".repeat(number.length())).append(" | ");
    String before = line.substring(0, Math.min(from, line.length()));
    String marked = line.substring(before.length(), Math.min(to, line.length()));
    for (String part : before.split("(?<=\t)|(?=\t)")) {
      out.append(part.equals("\t") ? part : " ".repeat(width.applyAsInt(printable(part))));
    }
    out.append("^".repeat(Math.max(1, width.applyAsInt(printable(marked)))));
  }

  /**
   * Returns the text with control characters shown as dots, so that a terminal cannot be driven.
   */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\u00b7' : c);
    }
    return out.toString();
  }
}
