package org.rhodb.engine.execute;

import java.util.Locale;

/** Function from numbers of floating-point operations to text as people read them. */
public final class FlopCount {
  private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

  private FlopCount() {}

  /** Returns {@code 1.37e+11} as {@code 137 GFLOP}; NaN is what only the input can tell. */
  public static String format(double flops) {
    if (Double.isNaN(flops)) {
      return "FLOP as the input has it";
    }
    int unit = 0;
    double value = flops;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.3g %sFLOP", value, UNITS[unit]);
  }
}
