package org.rhodb.engine.execute.ablate;

/**
 * Means and standard deviations of neurons' post-activations over counted tokens, in float64.
 *
 * <p>Sums are taken around the first token's activation, so that a large mean does not cancel the
 * variance.
 */
final class ActivationMoments {
  private final int neurons;
  private final float[] centre;
  private final double[] sums;
  private final double[] squares;
  private long tokens;

  /** Creates empty moments. */
  ActivationMoments(int neurons) {
    this.neurons = neurons;
    this.centre = new float[neurons];
    this.sums = new double[neurons];
    this.squares = new double[neurons];
  }

  /**
   * Adds tokens.
   *
   * @param activations shape [tokens][neurons], row-major
   */
  void add(float[] activations) {
    if (activations.length % neurons != 0) {
      throw new IllegalArgumentException(activations.length + " values of " + neurons + " neurons");
    }
    if (tokens == 0 && activations.length > 0) {
      System.arraycopy(activations, 0, centre, 0, neurons);
    }
    for (int row = 0; row < activations.length; row += neurons) {
      for (int i = 0; i < neurons; i++) {
        double x = (double) activations[row + i] - centre[i];
        sums[i] += x;
        squares[i] += x * x;
      }
    }
    tokens += activations.length / neurons;
  }

  /** Returns the number of tokens. */
  long tokens() {
    return tokens;
  }

  /** Returns a neuron's mean; 0 where there is no token. */
  double mean(int neuron) {
    return tokens == 0 ? 0 : centre[neuron] + sums[neuron] / tokens;
  }

  /** Returns a neuron's population standard deviation; 0 where there is no token. */
  double deviation(int neuron) {
    if (tokens == 0) {
      return 0;
    }
    double shifted = sums[neuron] / tokens;
    return Math.sqrt(Math.max(0, squares[neuron] / tokens - shifted * shifted));
  }
}
