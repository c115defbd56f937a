package org.rhodb.engine.network.tensor.screen;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.rhodb.engine.statistic.Moments;

/**
 * How far an estimate of rho may be off, for every pair of two sets of neurons: the product of a
 * row of one set's factors with a column of the other's.
 *
 * <p><b>Projection.</b> Let x and y be centred and of norm 1, and e_c the energy of x in range c.
 * Given the ranges, the error is a quadratic form of independent signs without diagonal, of
 * variance at most v = (2 / 32) |e_x| |e_y| and with a matrix of operator norm at most m =
 * max(e_x)^½ max(e_y)^½ / 32. A form without diagonal is linear in each sign, so that replacing
 * signs by Gaussian numbers one after another can only raise its moment generating function, which
 * for Gaussian numbers is exp(λ² v / 2 / (1 - 2 m λ)) at most; hence |error| exceeds
 *
 * <pre>sqrt(2 v L) + 2 m L</pre>
 *
 * with probability 2 exp(-L) at most (Boucheron, Lugosi and Massart 2013, section 2.4).
 *
 * <p><b>Rounding</b> adds {@link RoundingErrors}.
 */
final class EstimateMargins {
  static final int TERMS = 6;

  /** Counts only for neurons of one network. */
  private static final int OWN = 5;

  private final float[][] left;
  private final float[][] right;
  private final boolean[] isConstant;

  private EstimateMargins(int neurons) {
    left = new float[TERMS][neurons];
    right = new float[TERMS][neurons];
    isConstant = new boolean[neurons];
  }

  /** Returns the margins of neurons whose tokens were only rounded. */
  static EstimateMargins of(Moments moments, RoundingErrors errors) {
    EstimateMargins margins = new EstimateMargins(moments.size());
    for (int i = 0; i < moments.size(); i++) {
      margins.setRounding(i, moments, errors);
    }
    margins.pairUp();
    return margins;
  }

  /**
   * Returns the margins of sketched neurons.
   *
   * @param norms of each neuron's energies over ranges, in units of the block
   * @param highest of these energies
   * @param counts tokens of each range
   * @param errors of rounding the sketch
   */
  static EstimateMargins of(
      Moments moments,
      double[] norms,
      double[] highest,
      double[] counts,
      RoundingErrors errors,
      double exponent) {
    EstimateMargins margins = of(moments, errors);
    double countNorm = 0;
    double mostTokens = 0;
    for (double count : counts) {
      countNorm += count * count;
      mostTokens = Math.max(mostTokens, count);
    }
    double rows = SketchShape.RANGE_ROWS;
    for (int i = 0; i < moments.size(); i++) {
      if (margins.isConstant[i]) {
        continue;
      }
      double dx = Math.abs(moments.shiftedMean(i));
      double total = moments.deviationSquares(i);
      double spread = grown(norms[i], dx, Math.sqrt(countNorm)) / total;
      double most = grown(highest[i], dx, mostTokens) / total;
      margins.set(i, 0, Math.sqrt(Math.sqrt(4 * exponent / rows) * spread));
      margins.set(i, 1, Math.sqrt(2 * exponent / rows * most));
    }
    margins.pairUp();
    return margins;
  }

  /** Returns (sqrt(energy) + dx sqrt(tokens))², a bound of an energy around another mean. */
  private static double grown(double energy, double dx, double tokens) {
    double root = Math.sqrt(energy) + dx * Math.sqrt(tokens);
    return root * root;
  }

  /** The square root of one neuron's share in a term that is a product of roots. */
  private void set(int i, int term, double value) {
    left[term][i] = (float) (value * 1.000001);
  }

  private void setRounding(int i, Moments moments, RoundingErrors errors) {
    isConstant[i] = moments.isConstant(i);
    if (!isConstant[i]) {
      set(i, 2, errors.error(i));
      set(i, 3, errors.norm(i));
      set(i, 4, errors.product(i));
      set(i, OWN, errors.own(i));
    }
  }

  /** Most terms meet themselves; the error of one side meets the norm of the other. */
  private void pairUp() {
    right[0] = left[0];
    right[1] = left[1];
    right[2] = left[3];
    right[3] = left[2];
    right[4] = left[4];
    right[OWN] = left[OWN];
  }

  /** Returns the margins of some of these neurons. */
  EstimateMargins choose(int[] neurons) {
    EstimateMargins chosen = new EstimateMargins(neurons.length);
    for (int i = 0; i < neurons.length; i++) {
      chosen.isConstant[i] = isConstant[neurons[i]];
      for (int term = 0; term < TERMS; term++) {
        chosen.left[term][i] = left[term][neurons[i]];
      }
    }
    chosen.pairUp();
    return chosen;
  }

  int neurons() {
    return isConstant.length;
  }

  /** Returns the factors as the left side has them, shape [neuron][term]. */
  float[] leftFactors() {
    float[] values = new float[neurons() * TERMS];
    for (int i = 0; i < neurons(); i++) {
      for (int term = 0; term < TERMS; term++) {
        values[i * TERMS + term] = left[term][i];
      }
    }
    return values;
  }

  /**
   * Returns the factors as the right side has them, shape [term][neuron].
   *
   * @param isOwn whether the left side's neurons are of the same network
   */
  float[] rightFactors(boolean isOwn) {
    float[] values = new float[neurons() * TERMS];
    for (int term = 0; term < (isOwn ? TERMS : OWN); term++) {
      System.arraycopy(right[term], 0, values, term * neurons(), neurons());
    }
    return values;
  }

  /** Returns the median of the margins of each neuron with one like it. */
  double typical() {
    double[] own =
        IntStream.range(0, neurons()).filter(i -> !isConstant[i]).mapToDouble(this::own).toArray();
    Arrays.sort(own);
    return own.length == 0 ? 0 : own[own.length / 2];
  }

  private double own(int neuron) {
    double sum = 0;
    for (int term = 0; term < OWN; term++) {
      sum += (double) left[term][neuron] * right[term][neuron];
    }
    return sum;
  }
}
