package org.rhodb.shell.chart;

import java.util.List;
import java.util.Locale;

/**
 * Colours that people with any colour vision tell apart: Okabe and Ito's for series, viridis for
 * sizes, whose lightness rises with the value so that it survives a grey print.
 */
final class Palette {
  private static final List<String> SERIES =
      List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8a8a8a");

  private static final int[][] VIRIDIS = {
    {68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}
  };

  private Palette() {}

  /** Returns the colour of a series, {@code #rrggbb}; they come again after the seventh. */
  static String series(int index) {
    return SERIES.get(Math.floorMod(index, SERIES.size()));
  }

  /** Returns the colour of a share from 0 to 1, {@code #rrggbb}. */
  static String size(double share) {
    double place = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
    int below = Math.min((int) place, VIRIDIS.length - 2);
    double part = place - below;
    int[] rgb = new int[3];
    for (int i = 0; i < 3; i++) {
      rgb[i] = (int) Math.round(VIRIDIS[below][i] * (1 - part) + VIRIDIS[below + 1][i] * part);
    }
    return String.format(Locale.ROOT, "#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
  }

  /** Returns whether dark letters are legible on the colour of a share. */
  static boolean isLight(double share) {
    return share > 0.6;
  }
}
