package org.rhodb.engine.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How correlations are computed. */
public enum Strategy {
  /** As costs least. */
  AUTO,
  /** Every pair. */
  DENSE,
  /** Only pairs that a random projection cannot rule out. */
  SKETCH,
  /** Only pairs that products of rounded activations cannot rule out. */
  ROUNDED;

  /** Returns whether a screen was asked for, whatever it costs. */
  public boolean isScreen() {
    return this == SKETCH || this == ROUNDED;
  }

  /** Returns the words a user may write. */
  static String words() {
    return Arrays.stream(values()).map(Strategy::word).collect(Collectors.joining(", "));
  }

  /** Returns whether a word, in any case, is one. */
  static boolean isOne(String word) {
    return Arrays.stream(values()).anyMatch(strategy -> strategy.word().equalsIgnoreCase(word));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
