package org.rhodb.engine.network.tensor.screen;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The type in which a screen multiplies sketches or tokens. */
public enum ScreenType {
  /**
   * 8 bits with a scale a neuron and part, rounded up or down at random so that errors average out.
   */
  INT8(1),
  /** Float32 with a mantissa of 8 bits, rounded to the nearest. */
  BFLOAT16(2),
  /** As activations are: nothing is rounded but sums. */
  FLOAT32(4);

  private final int bytes;

  ScreenType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes of a value. */
  public int bytes() {
    return bytes;
  }

  /** Returns the name as users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the names of all types. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ScreenType::word).toList();
  }

  /** Returns the type of a name. */
  public static ScreenType of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
