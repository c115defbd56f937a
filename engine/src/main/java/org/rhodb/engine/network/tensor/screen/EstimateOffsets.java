package org.rhodb.engine.network.tensor.screen;

import org.rhodb.engine.statistic.Moments;

/**
 * What is added to the product of two neurons to make it an estimate of rho: a product of a row of
 * the left neurons' factors with a column of the right ones'. A neuron without variance gets -4, so
 * that its estimates lie below every rho; neurons whose rows are not centred get -n dx dy.
 */
final class EstimateOffsets {
  static final int TERMS = 3;

  private static final float CONSTANT = -4;

  private final float[] bias;
  private final float[] mean;
  private final double tokens;

  private EstimateOffsets(int neurons, double tokens) {
    this.bias = new float[neurons];
    this.mean = new float[neurons];
    this.tokens = tokens;
  }

  /** Returns the offsets of neurons whose rows are centred. */
  static EstimateOffsets centred(Moments moments) {
    EstimateOffsets offsets = new EstimateOffsets(moments.size(), 0);
    for (int i = 0; i < moments.size(); i++) {
      offsets.bias[i] = moments.isConstant(i) ? CONSTANT : 0;
    }
    return offsets;
  }

  /**
   * Returns the offsets of neurons whose rows are tokens around another mean.
   *
   * @param factor what makes each neuron's norm 1
   */
  static EstimateOffsets around(Moments moments, double[] factor) {
    EstimateOffsets offsets = new EstimateOffsets(moments.size(), moments.count());
    for (int i = 0; i < moments.size(); i++) {
      offsets.bias[i] = moments.isConstant(i) ? CONSTANT : 0;
      offsets.mean[i] = (float) (moments.shiftedMean(i) * factor[i]);
    }
    return offsets;
  }

  /** Returns the offsets of some of these neurons. */
  EstimateOffsets choose(int[] neurons) {
    EstimateOffsets chosen = new EstimateOffsets(neurons.length, tokens);
    for (int i = 0; i < neurons.length; i++) {
      chosen.bias[i] = bias[neurons[i]];
      chosen.mean[i] = mean[neurons[i]];
    }
    return chosen;
  }

  /** Returns the factors as the left side has them, shape [neuron][term]. */
  float[] leftFactors() {
    float[] values = new float[bias.length * TERMS];
    for (int i = 0; i < bias.length; i++) {
      values[i * TERMS] = bias[i];
      values[i * TERMS + 1] = 1;
      values[i * TERMS + 2] = (float) (-tokens * mean[i]);
    }
    return values;
  }

  /** Returns the factors as the right side has them, shape [term][neuron]. */
  float[] rightFactors() {
    int width = bias.length;
    float[] values = new float[width * TERMS];
    for (int i = 0; i < width; i++) {
      values[i] = 1;
      values[width + i] = bias[i];
      values[2 * width + i] = mean[i];
    }
    return values;
  }
}
