package org.rhodb.engine.statistic;

import java.util.Arrays;

/**
 * For each neuron of one model its best match in another: the highest rho and whose it is. Ties go
 * to the lowest index, which is the lowest (layer, neuron), in whatever order candidates come.
 */
public final class BestMatch {
  private final double[] rho;
  private final int[] index;

  private BestMatch(double[] rho, int[] index) {
    this.rho = rho;
    this.index = index;
  }

  /** Returns best matches of {@code neurons} neurons that have met no candidate. */
  public static BestMatch empty(int neurons) {
    double[] rho = new double[neurons];
    int[] index = new int[neurons];
    Arrays.fill(rho, Double.NaN);
    Arrays.fill(index, -1);
    return new BestMatch(rho, index);
  }

  /** Returns best matches as they were saved. The arrays are taken over. */
  public static BestMatch of(double[] rho, int[] index) {
    if (rho.length != index.length) {
      throw new IllegalArgumentException("arrays differ in length");
    }
    return new BestMatch(rho, index);
  }

  /** Offers a candidate; NaN is none. */
  public void offer(int neuron, double candidateRho, int candidate) {
    if (Double.isNaN(candidateRho)) {
      return;
    }
    boolean isBetter =
        index[neuron] < 0
            || candidateRho > rho[neuron]
            || (candidateRho == rho[neuron] && candidate < index[neuron]);
    if (isBetter) {
      rho[neuron] = candidateRho;
      index[neuron] = candidate;
    }
  }

  /** Offers every best match of the same neurons among other candidates. */
  public void merge(BestMatch other) {
    for (int i = 0; i < rho.length; i++) {
      offer(i, other.rho[i], other.index[i]);
    }
  }

  /** Returns the number of neurons. */
  public int size() {
    return rho.length;
  }

  /** Returns the highest rho; NaN where there is no candidate of defined rho. */
  public double rho(int neuron) {
    return rho[neuron];
  }

  /** Returns whose the highest rho is; -1 where there is none. */
  public int index(int neuron) {
    return index[neuron];
  }

  /** Returns whether the neuron is also the best match of its best match. */
  public boolean isMutual(int neuron, BestMatch reverse) {
    return index[neuron] >= 0 && reverse.index[index[neuron]] == neuron;
  }
}
