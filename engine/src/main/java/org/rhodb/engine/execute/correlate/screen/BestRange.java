package org.rhodb.engine.execute.correlate.screen;

import java.util.Arrays;

/** Of each of some neurons, between what its best match lies; below -3 without a candidate. */
final class BestRange {
  private final float[] low;
  private final float[] high;

  BestRange(int neurons) {
    low = new float[neurons];
    high = new float[neurons];
    Arrays.fill(low, -4);
    Arrays.fill(high, -4);
  }

  /** Takes in bounds of the best among further candidates. */
  void raise(int neuron, float newLow, float newHigh) {
    low[neuron] = Math.max(low[neuron], newLow);
    high[neuron] = Math.max(high[neuron], newHigh);
  }

  /** Returns the lower bounds; shared. */
  float[] low() {
    return low;
  }

  /** Returns a neuron's upper bound; NaN without any candidate. */
  double high(int neuron) {
    return high[neuron] < -3 ? Double.NaN : high[neuron];
  }
}
