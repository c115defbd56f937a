package org.rhodb.engine.arrow;

import java.nio.ByteBuffer;

/** IEEE half precision, which Java 17 has no type for. */
public final class HalfFloat {
  /** 2^112: what a half's exponent is short of when its bits are taken for a single's. */
  private static final float EXPONENT_GAP = 0x1p112f;

  private static final int SINGLE_65536 = 0x47800000;
  private static final int SINGLE_INFINITY = 0x7f800000;
  private static final int SINGLE_LEAST_NORMAL_HALF = 0x38800000;
  private static final int SINGLE_ONE_HALF = 0x3f000000;

  private HalfFloat() {}

  /** Returns the nearest half, ties to even; beyond 65,504 infinity, NaN stays NaN. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= SINGLE_65536) {
      return (short) (sign | (magnitude > SINGLE_INFINITY ? 0x7e00 : 0x7c00));
    }
    if (magnitude < SINGLE_LEAST_NORMAL_HALF) {
      // Between 0.5 and 1 a single's last bit is 2^-24, a half's least: the addition rounds.
      float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | (Float.floatToRawIntBits(shifted) - SINGLE_ONE_HALF));
    }
    int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
    return (short) (sign | ((rounded - 0x38000000) >>> 13));
  }

  /** Returns the same number as a single; exact. */
  public static float toFloat(short half) {
    int magnitude = half & 0x7fff;
    int sign = (half & 0x8000) << 16;
    float finite = Float.intBitsToFloat(magnitude << 13) * EXPONENT_GAP;
    int bits =
        magnitude >= 0x7c00
            ? SINGLE_INFINITY | ((magnitude & 0x3ff) << 13)
            : Float.floatToRawIntBits(finite);
    return Float.intBitsToFloat(bits | sign);
  }

  /** Converts {@code count} halves from a buffer's position on; the position stays. */
  static void toFloats(ByteBuffer halves, float[] target, int offset, int count) {
    int at = halves.position();
    for (int i = 0; i < count; i++) {
      target[offset + i] = toFloat(halves.getShort(at + 2 * i));
    }
  }
}
