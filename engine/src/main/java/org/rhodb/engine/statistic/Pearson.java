package org.rhodb.engine.statistic;

/**
 * Pearson correlation of two neurons' post-activations over the tokens that count.
 *
 * <p>A neuron of zero variance gives {@link Double#NaN}, never 0. Results lie in [-1, 1].
 *
 * <p>Source: Gurnee et al. 2024 (arXiv 2401.12181), eq. 2.
 */
public final class Pearson {
  private Pearson() {}

  /**
   * Returns the correlation from sums over n tokens of values that may have been shifted.
   *
   * @param sumXy sum of the products x y
   * @param sumX sum of x
   * @param sumXx sum of the squares of x
   * @param n tokens
   */
  public static double ofSums(
      double sumXy, double sumX, double sumY, double sumXx, double sumYy, long n) {
    double varianceX = sumXx - sumX * sumX / n;
    double varianceY = sumYy - sumY * sumY / n;
    if (!(varianceX > 0) || !(varianceY > 0)) {
      return Double.NaN;
    }
    return clamp((sumXy - sumX * sumY / n) / (Math.sqrt(varianceX) * Math.sqrt(varianceY)));
  }

  /**
   * Returns the correlation by the two-pass formula: means first, then products of deviations. What
   * every faster way is measured against.
   *
   * @param x values at each token, in the order of {@code y}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double twoPass(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " values against " + y.length);
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int t = 0; t < x.length; t++) {
      double dx = x[t] - meanX;
      double dy = y[t] - meanY;
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    if (!(xx > 0) || !(yy > 0)) {
      return Double.NaN;
    }
    return clamp(xy / (Math.sqrt(xx) * Math.sqrt(yy)));
  }

  /** Returns a value moved into [-1, 1], which rounding may leave by an ulp or two; NaN stays. */
  public static double clamp(double rho) {
    return Math.max(-1, Math.min(1, rho));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    double mean = sum / values.length;
    double rest = 0;
    for (double v : values) {
      rest += v - mean;
    }
    return mean + rest / values.length;
  }
}
