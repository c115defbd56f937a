package org.rhodb.engine.network.tensor.screen;

import java.util.SplittableRandom;
import org.rhodb.engine.statistic.RandomSeed;

/**
 * Random numbers that decide whether a value is rounded up or down: with u uniform between 0 and 1,
 * floor(v + u) has the mean v. Independent from row to row and from network to network, repeatable
 * by seed; the neurons of a row share one, because a pair's error needs no more: see {@link
 * Int8Rows}.
 */
final class Dither {
  /**
   * Largest difference of a rounded value's mean from the value, in steps: four roundings of
   * float32 below 128, of 2^-18 each.
   */
  static final double BIAS = 1.0 / (1 << 16);

  private static final int BITS = 24;

  private final SplittableRandom random;

  /**
   * Creates numbers.
   *
   * @param of whose values are rounded, so that no two networks share numbers
   */
  Dither(String of) {
    this.random = new SplittableRandom(RandomSeed.derive("dither", 0, 0, of, 0));
  }

  /** Draws a number a row. */
  float[] draw(int rows) {
    float[] numbers = new float[rows];
    for (int i = 0; i < rows; i++) {
      numbers[i] = (random.nextInt() >>> (Integer.SIZE - BITS)) * (1f / (1 << BITS));
    }
    return numbers;
  }
}
