package org.rhodb.engine.execute.activation;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the rows of highest activation, and those that tie with the last of them, in the order they
 * came, so that whoever sorts and cuts them gets what he would get from all rows.
 *
 * <p>Ties beyond a million are cut in the order of rows: a dead neuron would fill memory. NaN
 * counts as lower than any number.
 */
final class TopActivations {
  private static final int MOST_TIES = 1_000_000;

  private final int k;
  private List<ActivationRow> kept = new ArrayList<>();
  private double threshold = Double.NEGATIVE_INFINITY;
  private long cutAt;

  /**
   * Creates an empty collection.
   *
   * @param k how many are wanted, at least 1
   */
  TopActivations(int k) {
    this.k = k;
    this.cutAt = 2L * k;
  }

  /** Returns whether a row of this activation may be among the highest. */
  boolean wants(float activation) {
    return key(activation) >= threshold;
  }

  /** Takes a row, if it may be among the highest. */
  void offer(ActivationRow row) {
    if (!wants(row.activation())) {
      return;
    }
    kept.add(row);
    if (kept.size() >= cutAt) {
      cut();
      cutAt = 2L * Math.max(k, kept.size());
    }
  }

  /** Returns what is kept, in the order it came. */
  List<ActivationRow> rows() {
    cut();
    return List.copyOf(kept);
  }

  private void cut() {
    if (kept.size() <= k) {
      return;
    }
    double[] keys = kept.stream().mapToDouble(row -> key(row.activation())).sorted().toArray();
    threshold = keys[keys.length - k];
    List<ActivationRow> highest = new ArrayList<>();
    int ties = 0;
    for (ActivationRow row : kept) {
      double key = key(row.activation());
      if (key > threshold || (key == threshold && ties++ < k + MOST_TIES)) {
        highest.add(row);
      }
    }
    kept = highest;
  }

  private static double key(float activation) {
    // adding zero turns -0 into 0, which SQL holds equal
    return Float.isNaN(activation) ? Double.NEGATIVE_INFINITY : activation + 0.0;
  }
}
