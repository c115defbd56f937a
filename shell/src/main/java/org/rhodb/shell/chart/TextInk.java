package org.rhodb.shell.chart;

import java.util.Locale;

/** Colours of a terminal, as the escape codes that switch them on and off. */
final class TextInk {
  private static final String OFF = "\u001b[0m";

  private TextInk() {}

  /** Returns a text in a colour, {@code #rrggbb}. */
  static String colored(String text, String color, boolean isColored) {
    return isColored && !text.isBlank() ? code(38, color) + text + OFF : text;
  }

  /** Returns a text on the colour of a share from 0 to 1. */
  static String shaded(String text, double share) {
    String ink = Palette.isLight(share) ? "#1a1a1a" : "#ffffff";
    return code(48, Palette.size(share)) + code(38, ink) + text + OFF;
  }

  private static String code(int ground, String color) {
    return String.format(
        Locale.ROOT,
        "\u001b[%d;2;%d;%d;%dm",
        ground,
        Integer.parseInt(color.substring(1, 3), 16),
        Integer.parseInt(color.substring(3, 5), 16),
        Integer.parseInt(color.substring(5, 7), 16));
  }
}
