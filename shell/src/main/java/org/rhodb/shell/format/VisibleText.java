package org.rhodb.shell.format;

import java.util.Locale;
import org.jline.utils.WCWidth;

/**
 * Function from text to what may be shown to people: control characters escaped, widths counted in
 * terminal columns.
 *
 * <p>Escaped are all control characters (C0, DEL, C1), line and paragraph separators, the
 * characters that turn the direction of writing, and halves of surrogate pairs: what could move the
 * cursor, change colours or hide text.
 */
public final class VisibleText {
  private VisibleText() {}

  /** Returns the text with everything escaped that is not visible where it stands. */
  public static String escape(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int length = Character.charCount(point);
      if (isHidden(point)) {
        if (escaped == null) {
          escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        appendEscape(escaped, point);
      } else if (escaped != null) {
        escaped.appendCodePoint(point);
      }
      i += length;
    }
    return escaped == null ? text : escaped.toString();
  }

  /** Returns the text with line breaks kept and all other hidden characters escaped. */
  public static String escapeLines(String text) {
    StringBuilder lines = new StringBuilder(text.length());
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.append(escape(text.substring(start, end))).append('\n');
      start = end + 1;
    }
    return lines.append(escape(text.substring(start))).toString();
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> isDirection(point);
      default -> false;
    };
  }

  /** Left-to-right and right-to-left marks, embeddings, overrides and isolates. */
  private static boolean isDirection(int point) {
    return (point >= 0x202a && point <= 0x202e)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0x200e
        || point == 0x200f
        || point == 0x061c;
  }

  private static void appendEscape(StringBuilder out, int point) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append(String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : "\\u%04x", point));
    }
  }

  /** Returns the terminal columns of an escaped text: wide characters 2, combining ones 0. */
  public static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += Math.max(0, WCWidth.wcwidth(point));
      i += Character.charCount(point);
    }
    return width;
  }

  /** Returns the text cut to at most {@code columns}, with an ellipsis where it was cut. */
  public static String truncate(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      int next = width + Math.max(0, WCWidth.wcwidth(point));
      if (next > columns - 1) {
        break;
      }
      width = next;
      end += Character.charCount(point);
    }
    return text.substring(0, end) + "…";
  }

  /** Appends the text with spaces up to {@code columns}, before it when right-aligned. */
  public static void pad(StringBuilder out, String text, int columns, boolean isRight) {
    String spaces = " ".repeat(Math.max(0, columns - width(text)));
    out.append(isRight ? spaces : "").append(text).append(isRight ? "" : spaces);
  }
}
