package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.rhodb.engine.statistic.RandomSeed;

/**
 * Random numbers that decide whether a value is rounded up or down: with u uniform between 0 and 1,
 * floor(v + u) has the mean v. Independent from value to value, repeatable by seed.
 *
 * <p>They have 16 bits, so that the mean is off by little ({@link #BIAS}).
 */
final class Dither {
  /**
   * Largest difference of a rounded value's mean from the value, in steps: half of the numbers'
   * last bit and two roundings of float32 below 128, 2^-16 together.
   */
  static final double BIAS = 1.0 / (1 << 16);

  private static final int BITS = 16;

  private final ByteBuffer bytes;
  private final FloatBuffer numbers;
  private final int width;
  private final SplittableRandom random;

  /**
   * Allocates numbers for some rows.
   *
   * @param of whose values are rounded, so that no two neurons share numbers
   */
  Dither(int rows, int width, String of) {
    this.width = width;
    this.random = new SplittableRandom(RandomSeed.derive("dither", 0, 0, of, 0));
    int size = Math.multiplyExact(Float.BYTES, Math.multiplyExact(rows, width));
    this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    this.numbers = bytes.asFloatBuffer();
  }

  /**
   * Draws numbers for so many rows: shape [rows][width], float32, to be overwritten, and closed
   * before the next draw: on the CPU they are not copied.
   */
  NDArray draw(NDManager owner, int rows) {
    int count = rows * width;
    for (int i = 0; i < count; ) {
      long bits = random.nextLong();
      for (int part = 0; part < Long.SIZE / BITS && i < count; part++) {
        numbers.put(i++, ((bits & 0xffff) + 0.5f) / (1 << BITS));
        bits >>>= BITS;
      }
    }
    ByteBuffer drawn = bytes.slice(0, count * Float.BYTES).order(ByteOrder.nativeOrder());
    return owner.create(drawn, new Shape(rows, width), DataType.FLOAT32);
  }
}
