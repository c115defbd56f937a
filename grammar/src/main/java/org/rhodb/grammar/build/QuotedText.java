package org.rhodb.grammar.build;

/** Takes the quotes off a text: {@code 'it''s'}, {@code E'it\'s'}, {@code $$it's$$}. */
final class QuotedText {
  private QuotedText() {}

  /** Returns what a quoted text says. */
  static String content(String quoted) {
    char first = quoted.charAt(0);
    if (first == '\'') {
      return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }
    if (first == '$') {
      int tag = quoted.indexOf('$', 1) + 1;
      return quoted.substring(tag, quoted.length() - tag);
    }
    return unescaped(quoted.substring(2, quoted.length() - 1));
  }

  private static String unescaped(String text) {
    StringBuilder content = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        i++;
        content.append(c);
      } else if (c == '\\') {
        i = appendEscape(content, text, i + 1);
      } else {
        content.append(c);
      }
    }
    return content.toString();
  }

  /** Appends the escape whose letter stands at {@code at}; returns its last offset. */
  private static int appendEscape(StringBuilder content, String text, int at) {
    char letter = text.charAt(at);
    int digits = letter == 'u' ? 4 : letter == 'U' ? 8 : letter == 'x' ? 2 : 0;
    int value = 0;
    int read = 0;
    while (read < digits
        && at + read + 1 < text.length()
        && Character.digit(text.charAt(at + read + 1), 16) >= 0) {
      value = 16 * value + Character.digit(text.charAt(at + read + 1), 16);
      read++;
    }
    if (read > 0 && Character.isValidCodePoint(value)) {
      content.appendCodePoint(value);
      return at + read;
    }
    content.append(
        switch (letter) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> letter;
        });
    return at;
  }
}
