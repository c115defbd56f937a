package org.rhodb.engine.network.tensor;

import org.rhodb.engine.statistic.Moments;

/** Vectors of a range of neurons that turn sums of products into correlations. */
final class Shifts {
  private Shifts() {}

  /** Returns {@code factor} times what the provisional mean left of each neuron's mean. */
  static double[] of(Moments moments, NeuronRange range, long factor) {
    double[] values = new double[range.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * moments.shiftedMean(range.first() + i);
    }
    return values;
  }

  /** Returns 1 / sqrt(sum of squared deviations); NaN for a constant neuron. */
  static double[] factors(Moments moments, NeuronRange range) {
    double[] values = new double[range.size()];
    for (int i = 0; i < values.length; i++) {
      int neuron = range.first() + i;
      values[i] =
          moments.isConstant(neuron) ? Double.NaN : 1 / Math.sqrt(moments.deviationSquares(neuron));
    }
    return values;
  }
}
