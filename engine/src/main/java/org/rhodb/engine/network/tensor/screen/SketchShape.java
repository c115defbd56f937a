package org.rhodb.engine.network.tensor.screen;

import java.util.SplittableRandom;
import org.rhodb.engine.statistic.RandomSeed;

/**
 * How tokens are projected to fewer rows. Tokens are taken in groups of 64; group g goes to range g
 * mod {@code ranges}, where each of its tokens is added to all 32 rows of the range with random
 * signs. The sum of all rows' products, over 32, is an unbiased estimate of a sum over tokens.
 *
 * <p>Signs depend on the seed and the group's number only: sketches of different token ranges, or
 * of different networks, fit each other.
 *
 * <p>Source: a sparse Johnson-Lindenstrauss transform (Kane and Nelson 2014) whose tokens of one
 * range share their 32 rows, so that it is a small dense product.
 *
 * @param ranges 1 or more
 * @param seed of the signs
 */
public record SketchShape(int ranges, long seed) implements ScreenRows {
  /** Tokens of a group. */
  public static final int GROUP_TOKENS = 64;

  /** Rows of a range. */
  public static final int RANGE_ROWS = 32;

  public SketchShape {
    if (ranges < 1) {
      throw new IllegalArgumentException("ranges is " + ranges);
    }
  }

  @Override
  public long count() {
    return (long) ranges * RANGE_ROWS;
  }

  /** Returns the range of the group that begins with a token. */
  int range(long token) {
    return (int) (token / GROUP_TOKENS % ranges);
  }

  /**
   * Returns the signs of some groups.
   *
   * @param firstGroup number of the first
   * @return shape [group][row of its range][token of the group], 1 or -1
   */
  float[] signs(long firstGroup, int groups) {
    float[] signs = new float[groups * RANGE_ROWS * GROUP_TOKENS];
    int at = 0;
    for (int g = 0; g < groups; g++) {
      SplittableRandom random =
          new SplittableRandom(RandomSeed.derive("sketch", seed, 0, "signs", firstGroup + g));
      for (int row = 0; row < RANGE_ROWS; row++) {
        long bits = random.nextLong();
        for (int token = 0; token < GROUP_TOKENS; token++) {
          signs[at++] = (bits >>> token & 1) == 0 ? 1 : -1;
        }
      }
    }
    return signs;
  }
}
