package org.rhodb.engine.error;

import org.rhodb.grammar.Position;

/**
 * Writes an error as people read it: code, place, sentence, their own line with carets, way out.
 */
public final class ErrorReport {
  /** Characters of the user's line that are shown; a longer line is cut around the caret. */
  private static final int LINE_WIDTH = 100;

  private ErrorReport() {}

  /**
   * Returns the report of an error and of the others of its statement, without a final line feed.
   *
   * @param script the text the error's positions refer to
   */
  public static String render(QueryException error, String script) {
    StringBuilder out = new StringBuilder();
    append(out, error, script);
    for (QueryException other : error.others()) {
      out.append('\n');
      append(out, other, script);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, QueryException error, String script) {
    out.append("error ").append(error.code());
    error
        .position()
        .ifPresent(p -> out.append(" at ").append(p.line()).append(':').append(p.column()));
    out.append(": ").append(printable(error.getMessage()));
    error
        .position()
        .filter(p -> p.start() <= script.length())
        .ifPresent(p -> appendLine(out, p, script));
    if (!error.hint().isEmpty()) {
      out.append('\n').append(printable(error.hint()));
    }
  }

  private static void appendLine(StringBuilder out, Position p, String script) {
    int lineStart = script.lastIndexOf('\n', p.start() - 1) + 1;
    int lineEnd = script.indexOf('\n', p.start());
    String line = script.substring(lineStart, lineEnd < 0 ? script.length() : lineEnd);
    int from = p.start() - lineStart;
    int to = Math.max(from + 1, Math.min(p.end() - lineStart, line.length()));
    if (line.length() > LINE_WIDTH) {
      int cut = Math.max(0, Math.min(from - LINE_WIDTH / 2, line.length() - LINE_WIDTH));
      line = line.substring(cut, Math.min(line.length(), cut + LINE_WIDTH));
      from -= cut;
      to = Math.max(from + 1, Math.min(to - cut, line.length()));
    }
    String number = Integer.toString(p.line());
    out.append("\n  ").append(number).append(" | ").append(printable(line));
    out.append("\n  ").append(" ".repeat(number.length())).append(" | ");
    for (int i = 0; i < from; i++) {
      out.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
    }
    out.append("^".repeat(to - from));
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
