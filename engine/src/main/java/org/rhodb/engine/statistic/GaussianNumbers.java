package org.rhodb.engine.statistic;

import java.util.SplittableRandom;

/**
 * A seeded stream of standard normal numbers, and of permutations: the same on every machine,
 * because the generator ({@link SplittableRandom}) and the functions ({@link StrictMath}) are
 * specified to the bit.
 *
 * <p>Normal numbers come in pairs by the polar method of Marsaglia.
 */
public final class GaussianNumbers {
  private final SplittableRandom uniform;
  private double spare = Double.NaN;

  /** Creates the stream of a seed. */
  public GaussianNumbers(long seed) {
    this.uniform = new SplittableRandom(seed);
  }

  /** Returns the next standard normal number. */
  public double next() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    while (true) {
      double u = 2 * uniform.nextDouble() - 1;
      double v = 2 * uniform.nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        double factor = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  }

  /** Returns the numbers 0 to {@code size - 1} in random order (Fisher and Yates). */
  public long[] permutation(int size) {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int j = uniform.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
