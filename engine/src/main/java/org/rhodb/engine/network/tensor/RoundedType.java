package org.rhodb.engine.network.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The type that sketches and tokens are rounded to before they are multiplied in a screen. */
public enum RoundedType {
  /**
   * 8 bits with a scale a neuron and part, rounded up or down at random so that errors average out.
   */
  INT8(1),
  /** Float32 with a mantissa of 8 bits, rounded to the nearest. */
  BFLOAT16(2);

  private final int bytes;

  RoundedType(int bytes) {
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
    return Arrays.stream(values()).map(RoundedType::word).toList();
  }

  /** Returns the type of a name. */
  public static RoundedType of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * Returns the type that is multiplied faster on a device: whole numbers on the CPUs for which the
   * library has kernels of them, which are x86-64's, elsewhere bfloat16.
   *
   * @param device as {@code SET device} takes it
   */
  public static RoundedType fastest(String device) {
    String architecture = System.getProperty("os.arch", "");
    boolean isX86 = architecture.equals("amd64") || architecture.equals("x86_64");
    return isX86 && device.strip().equalsIgnoreCase("cpu") ? INT8 : BFLOAT16;
  }
}
