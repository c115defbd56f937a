package org.rhodb.shell.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A numeric axis: from data to a range that ends on round numbers, and the marks on it.
 *
 * @param low lower end
 * @param high upper end, above {@code low}
 * @param ticks where marks stand, rising
 */
record AxisTicks(double low, double high, List<Double> ticks) {
  private static final int ABOUT = 5;
  private static final int MOST_POWERS = 8;

  AxisTicks {
    ticks = List.copyOf(ticks);
  }

  /** Returns the axis over a range, with about five marks at 1, 2 or 5 times a power of ten. */
  static AxisTicks over(double min, double max) {
    boolean isEmpty = !(max > min);
    double low = isEmpty ? min - (min == 0 ? 1 : Math.abs(min) / 2) : min;
    double high = isEmpty ? max + (max == 0 ? 1 : Math.abs(max) / 2) : max;
    double rough = (high - low) / ABOUT;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double share = rough / power;
    double step = power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
    long first = (long) Math.floor(low / step + 1e-9);
    long last = (long) Math.ceil(high / step - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return new AxisTicks(first * step, last * step, ticks);
  }

  /**
   * Returns the marks of a logarithmic axis over positive numbers, rising: powers of ten, between
   * them 2 and 5 times those up to three decades, and every whole multiple below one. Fewer than
   * two: the range is too narrow for such an axis.
   */
  static List<Double> logarithmic(double min, double max) {
    double decades = Math.log10(max / min);
    List<Integer> digits =
        decades > 3
            ? List.of(1)
            : decades >= 1 ? List.of(1, 2, 5) : List.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    int every = Math.max(1, (int) Math.ceil(decades / MOST_POWERS));
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(min));
        Math.pow(10, power) <= max;
        power += every) {
      for (int digit : digits) {
        double tick = digit * Math.pow(10, power);
        if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** Returns a number as it stands beside a mark or in a tooltip: up to four digits. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return String.format(Locale.ROOT, "%d", (long) value);
    }
    String text = String.format(Locale.ROOT, "%.4g", value);
    return text.indexOf('e') >= 0 || text.indexOf('.') < 0
        ? text
        : text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
