package org.rhodb.grammar;

/**
 * A range of the user's own text, so that every error can point at the characters that caused it.
 *
 * @param start offset of the first character in the script, UTF-16 units, 0-based
 * @param end offset behind the last character; {@code end >= start}
 * @param line line of {@code start}, 1-based
 * @param column column of {@code start} in its line, 1-based, UTF-16 units
 */
public record Position(int start, int end, int line, int column) {

  public Position {
    if (start < 0 || end < start || line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "not a range: " + start + ".." + end + " at " + line + ":" + column);
    }
  }

  /** Returns the range {@code [start, end)} of a text, with its line and column computed. */
  public static Position of(String text, int start, int end) {
    int from = Math.max(0, Math.min(start, text.length()));
    int line = 1;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < from; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new Position(
        from, Math.max(from, Math.min(end, text.length())), line, from - lineStart + 1);
  }
}
