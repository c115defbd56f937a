package org.rhodb.engine.network.architecture;

import java.util.Arrays;

/**
 * Tokens drawn from a vocabulary, each with a probability of its own, so that a sum over all tokens
 * is estimated without bias by the sum over these of a token's part times its factor.
 */
final class TokenSample {
  private final int[] tokens;
  private final float[] factors;
  private final int certain;

  private TokenSample(int[] tokens, float[] factors, int certain) {
    this.tokens = tokens;
    this.factors = factors;
    this.certain = certain;
  }

  /**
   * Draws by systematic sampling with probabilities proportional to sizes: a token whose size would
   * make it more than certain is certain, and the rest share what remains. Of the variance of the
   * sum it leaves what the parts are not proportional to the sizes (Hartley and Rao 1962, Sampling
   * with Unequal Probabilities and without Replacement).
   *
   * @param sizes what each token is expected to contribute, at least 0; a token of size 0 is never
   *     drawn
   * @param offset first of the sizes
   * @param order ids of all tokens at random
   * @param count tokens to draw
   * @param start uniform in [0, 1)
   */
  static TokenSample draw(float[] sizes, int offset, int[] order, int count, double start) {
    double bound = Double.POSITIVE_INFINITY;
    while (true) {
      double rest = 0;
      int certain = 0;
      for (int token : order) {
        double size = sizes[offset + token];
        if (size >= bound) {
          certain++;
        } else {
          rest += size;
        }
      }
      double step = rest / Math.max(1, count - certain);
      // The step falls with every round until it leaves no further token certain.
      if (step == 0 || step >= bound) {
        return take(sizes, offset, order, certain, count, bound, step, start);
      }
      bound = step;
    }
  }

  private static TokenSample take(
      float[] sizes,
      int offset,
      int[] order,
      int certain,
      int count,
      double bound,
      double step,
      double start) {
    int[] tokens = new int[Math.max(count, certain)];
    float[] factors = new float[tokens.length];
    Arrays.fill(factors, 0, certain, 1);
    int first = 0;
    int drawn = certain;
    double sum = 0;
    for (int token : order) {
      double size = sizes[offset + token];
      if (size >= bound) {
        tokens[first++] = token;
      } else {
        sum += size;
        if (sum > step * (start + drawn - certain) && drawn < tokens.length) {
          tokens[drawn] = token;
          factors[drawn++] = (float) (step / size);
        }
      }
    }
    return new TokenSample(Arrays.copyOf(tokens, drawn), Arrays.copyOf(factors, drawn), certain);
  }

  /** Returns the ids, those that were certain to be drawn first; not a copy. */
  int[] tokens() {
    return tokens;
  }

  /** Returns 1 / probability of each; not a copy. */
  float[] factors() {
    return factors;
  }

  /** Returns how many were certain to be drawn. */
  int certain() {
    return certain;
  }

  /** Returns the number of tokens. */
  int size() {
    return tokens.length;
  }
}
