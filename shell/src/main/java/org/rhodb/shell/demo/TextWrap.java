package org.rhodb.shell.demo;

/** Function that breaks a sentence into lines at its spaces. */
final class TextWrap {
  private TextWrap() {}

  /**
   * Breaks a text.
   *
   * @param indent put before every line but the first
   * @param width characters a line, where its words allow it
   */
  static String wrap(String text, String indent, int width) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > width) {
        lines.append('\n').append(indent);
        column = indent.length();
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
