package org.rhodb.engine.network.architecture;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.rhodb.engine.catalog.TensorData;

/** Turns weights of any width into float32. */
final class FloatDecoder {
  private FloatDecoder() {}

  /**
   * Decodes values and moves the source on.
   *
   * @param source little-endian, from its position
   * @param target filled from index 0
   * @param count values to decode
   * @return whether all were finite; a float64 beyond float32's range is not
   */
  static boolean decode(TensorData.Type type, ByteBuffer source, FloatBuffer target, int count) {
    boolean isFinite = true;
    for (int i = 0; i < count; i++) {
      float value =
          switch (type) {
            case FLOAT64 -> (float) source.getDouble();
            case FLOAT32 -> source.getFloat();
            case FLOAT16 -> half(source.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(source.getShort() << 16);
            case OTHER -> throw new IllegalArgumentException("not a float type");
          };
      isFinite &= Float.isFinite(value);
      target.put(i, value);
    }
    return isFinite;
  }

  /** IEEE 754 binary16 to binary32; exact. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      // Subnormal: fraction units of 2^-24.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 31 ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
