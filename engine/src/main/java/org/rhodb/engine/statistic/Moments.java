package org.rhodb.engine.statistic;

/**
 * Count, sums and sums of squares of many neurons, each shifted by a centre near its mean and
 * scaled by a power of two: {@code x' = (x - centre) * scale}.
 *
 * <p>Sums are float64. The shift keeps the variance of a neuron with a large mean from cancelling,
 * and makes a constant neuron's sums exactly zero; the scale keeps squares and products of very
 * small or very large activations inside the range of float32, and, being a power of two, rounds
 * nothing.
 */
public final class Moments {
  private final float[] centre;
  private final float[] scale;
  private final double[] sums;
  private final double[] squares;
  private long count;

  private Moments(float[] centre, float[] scale, double[] sums, double[] squares, long count) {
    this.centre = centre;
    this.scale = scale;
    this.sums = sums;
    this.squares = squares;
    this.count = count;
  }

  /**
   * Returns empty moments around the mean of a first block, rounded to float32.
   *
   * @param sums sum of each neuron over the block
   * @param squares sum of squares of each neuron over the block
   * @param tokens tokens of the block, at least 1
   */
  public static Moments around(double[] sums, double[] squares, int tokens) {
    float[] centre = new float[sums.length];
    float[] scale = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      double mean = sums[i] / tokens;
      centre[i] = (float) mean;
      double variance = squares[i] / tokens - mean * mean;
      scale[i] = powerOfTwoNear(variance);
    }
    return new Moments(centre, scale, new double[sums.length], new double[sums.length], 0);
  }

  /**
   * Returns moments as they were saved. The arrays are taken over.
   *
   * @param count tokens so far
   */
  public static Moments of(
      float[] centre, float[] scale, double[] sums, double[] squares, long count) {
    if (scale.length != centre.length
        || sums.length != centre.length
        || squares.length != centre.length) {
      throw new IllegalArgumentException("arrays differ in length");
    }
    return new Moments(centre, scale, sums, squares, count);
  }

  /** Returns the power of two that brings a standard deviation to [0.5, 2); 1 for no variance. */
  private static float powerOfTwoNear(double variance) {
    if (!(variance > 0) || Double.isInfinite(variance)) {
      return 1;
    }
    int exponent = -Math.getExponent(Math.sqrt(variance));
    return Math.scalb(1f, Math.max(-100, Math.min(100, exponent)));
  }

  /**
   * Adds sums over further tokens.
   *
   * @param moreSums sums of x'
   * @param moreSquares sums of squares of x'
   */
  public void add(double[] moreSums, double[] moreSquares, int tokens) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += moreSums[i];
      squares[i] += moreSquares[i];
    }
    count += tokens;
  }

  /**
   * Adds moments of the same neurons over other tokens, whatever their centre and scale; equal to
   * having added all tokens here, up to rounding.
   */
  public void merge(Moments other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(other.size() + " neurons into " + size());
    }
    for (int i = 0; i < sums.length; i++) {
      double ratio = (double) scale[i] / other.scale[i];
      double shift = ((double) other.centre[i] - centre[i]) * scale[i];
      double sum = other.sums[i] * ratio;
      squares[i] +=
          other.squares[i] * ratio * ratio + 2 * shift * sum + other.count * shift * shift;
      sums[i] += sum + other.count * shift;
    }
    count += other.count;
  }

  /** Returns a copy of the moments of some neurons. */
  public Moments choose(int[] neurons) {
    float[] chosenCentre = new float[neurons.length];
    float[] chosenScale = new float[neurons.length];
    double[] chosenSums = new double[neurons.length];
    double[] chosenSquares = new double[neurons.length];
    for (int i = 0; i < neurons.length; i++) {
      chosenCentre[i] = centre[neurons[i]];
      chosenScale[i] = scale[neurons[i]];
      chosenSums[i] = sums[neurons[i]];
      chosenSquares[i] = squares[neurons[i]];
    }
    return new Moments(chosenCentre, chosenScale, chosenSums, chosenSquares, count);
  }

  /** Returns the number of neurons. */
  public int size() {
    return sums.length;
  }

  /** Returns the number of tokens. */
  public long count() {
    return count;
  }

  /** Returns the mean activation of a neuron. */
  public double mean(int neuron) {
    return centre[neuron] + sums[neuron] / count / scale[neuron];
  }

  /** Returns the population variance of a neuron; exactly 0 for a constant one. */
  public double variance(int neuron) {
    return deviationSquares(neuron) / count / scale[neuron] / scale[neuron];
  }

  /** Returns the mean of x', the rest the centre left. */
  public double shiftedMean(int neuron) {
    return sums[neuron] / count;
  }

  /** Returns the sum over tokens of the squared deviations of x' from its mean, at least 0. */
  public double deviationSquares(int neuron) {
    return Math.max(0, squares[neuron] - sums[neuron] * sums[neuron] / count);
  }

  /** Returns what makes the norm of each neuron's deviations of x' 1; 0 for a constant one. */
  public double[] inverseDeviations() {
    double[] factors = new double[size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = isConstant(i) ? 0 : 1 / Math.sqrt(deviationSquares(i));
    }
    return factors;
  }

  /** Returns whether the neuron has no variance, or no finite one: rho with it is NULL. */
  public boolean isConstant(int neuron) {
    return !(deviationSquares(neuron) > 0);
  }

  /** Returns the first neuron that had a NaN or infinite activation, or -1. */
  public int firstNonFinite() {
    for (int i = 0; i < squares.length; i++) {
      if (!Double.isFinite(squares[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Returns what is subtracted from each neuron; shared, not to be changed. */
  public float[] centre() {
    return centre;
  }

  /** Returns what each shifted neuron is multiplied by; shared, not to be changed. */
  public float[] scale() {
    return scale;
  }

  /** Returns the sums of x'; shared, not to be changed. */
  public double[] sums() {
    return sums;
  }

  /** Returns the sums of squares of x'; shared, not to be changed. */
  public double[] squares() {
    return squares;
  }
}
