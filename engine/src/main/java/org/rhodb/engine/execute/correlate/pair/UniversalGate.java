package org.rhodb.engine.execute.correlate.pair;

import org.rhodb.engine.plan.Bounds;

/**
 * Whether a neuron can be among the rows that are wanted, by upper bounds of its best matches: one
 * that is not need not be computed.
 */
public final class UniversalGate {
  /** Of sums of a few correlations in float64. */
  private static final double SLACK = 1e-9;

  private final double rho;
  private final double min;
  private final double max;
  private final boolean isMutualWanted;

  public UniversalGate(Bounds bounds) {
    this.rho = bounds.rhoMin();
    this.min = bounds.column("min_rho").min();
    this.max = bounds.column("max_rho").min();
    this.isMutualWanted = bounds.isUsed("mutual") || !bounds.column("mutual").isAny();
  }

  /** Returns what the best matches of a wanted neuron are at least, by and large. */
  public double lowest() {
    return Math.max(0, Math.max(rho, Math.max(min, max)));
  }

  /** Returns whether it matters if matches are mutual. */
  public boolean isMutualWanted() {
    return isMutualWanted;
  }

  /** Returns whether every neuron may be wanted. */
  public boolean isOpen() {
    return !(rho > -1) && !(min > -1) && !(max > -1);
  }

  /**
   * Returns whether a neuron may be wanted.
   *
   * @param highest upper bounds of its best match in each other model; NaN where it has none
   */
  public boolean admits(double[] highest) {
    double sum = 0;
    int others = 0;
    double lowestOf = Double.POSITIVE_INFINITY;
    double highestOf = Double.NEGATIVE_INFINITY;
    for (double bound : highest) {
      if (!Double.isNaN(bound)) {
        others++;
        sum += bound;
        lowestOf = Math.min(lowestOf, bound);
        highestOf = Math.max(highestOf, bound);
      }
    }
    return others > 0 && sum / others >= rho && lowestOf >= min && highestOf >= max;
  }

  /**
   * Returns what the best match in one other model is at least if the neuron is wanted.
   *
   * @param highest as of {@link #admits}
   * @param side index of the model in it
   */
  public double needed(double[] highest, int side) {
    double sum = 0;
    int others = 1;
    boolean isHighElsewhere = false;
    for (int s = 0; s < highest.length; s++) {
      if (s != side && !Double.isNaN(highest[s])) {
        others++;
        sum += highest[s];
        isHighElsewhere |= highest[s] >= max;
      }
    }
    double needed = Math.max(min, others * rho - sum);
    return (isHighElsewhere ? needed : Math.max(needed, max)) - SLACK;
  }
}
