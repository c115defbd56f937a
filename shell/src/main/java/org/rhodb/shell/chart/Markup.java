package org.rhodb.shell.chart;

import org.rhodb.shell.format.VisibleText;

/** Function from text to markup that shows it: nothing in it is taken for a tag or an entity. */
public final class Markup {
  private Markup() {}

  /** Returns the text escaped, with control characters made visible. */
  public static String escape(String text) {
    return escaped(VisibleText.escape(text));
  }

  /** As {@link #escape}, with line breaks kept. */
  public static String escapeLines(String text) {
    return escaped(VisibleText.escapeLines(text));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
