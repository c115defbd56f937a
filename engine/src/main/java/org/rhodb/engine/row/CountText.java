package org.rhodb.engine.row;

import java.util.Locale;

/** Numbers of things in words, such as {@code 1 forward pass} and {@code 1,024 neurons}. */
public final class CountText {
  private CountText() {}

  /**
   * Returns a number with what it counts.
   *
   * @param what one of them, whose plural is regular
   */
  public static String of(long number, String what) {
    String ending = number == 1 ? "" : what.endsWith("s") ? "es" : "s";
    return String.format(Locale.ROOT, "%,d %s%s", number, what, ending);
  }
}
