package org.rhodb.engine.execute.correlate.pair;

import java.util.List;
import org.rhodb.engine.plan.Bounds;

/**
 * Whether a neuron can be among the rows that are wanted, by upper bounds of its best matches: one
 * that is not need not be computed.
 *
 * <p><b>Excess</b> is rho less a baseline, and a baseline by a random map is never below 0: turning
 * the sign of any mapped neuron gives a map that is as likely, so the correlations of a neuron with
 * the d mapped ones of a layer have independent random signs, and all of them are negative with
 * probability 2^-d. Means over models and draws of what is not negative are not either. So where an
 * excess of t is asked for, rho is at least t.
 */
public final class UniversalGate {
  /** Of sums of a few correlations in float64. */
  private static final double SLACK = 1e-9;

  /** Neurons of a layer from which on no baseline by a random map is negative: 2^-64 is 5e-20. */
  private static final int LAYER_MIN = 64;

  private final double rho;
  private final double min;
  private final double max;
  private final boolean isMutualWanted;

  public UniversalGate(Bounds bounds) {
    this(bounds, bounds.rhoMin());
  }

  private UniversalGate(Bounds bounds, double rho) {
    this.rho = rho;
    this.min = bounds.column("min_rho").min();
    this.max = bounds.column("max_rho").min();
    this.isMutualWanted = bounds.isUsed("mutual") || !bounds.column("mutual").isAny();
  }

  /** Returns the gate of rows with a baseline, or with none. */
  public static UniversalGate of(Bounds bounds, BaselineDraws baseline, List<GroupWork> works) {
    boolean isNeverNegative =
        baseline.isLinear()
            && works.stream()
                .flatMap(work -> work.networks().stream())
                .allMatch(network -> network.config().dMlp() >= LAYER_MIN);
    double excess = isNeverNegative ? bounds.column("excess").min() : Double.NEGATIVE_INFINITY;
    return new UniversalGate(bounds, Math.max(bounds.rhoMin(), excess));
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
    return others > 0 && admits(sum / others, lowestOf, highestOf);
  }

  /** Returns whether a neuron may be wanted whose best matches have this mean, least and most. */
  public boolean admits(double mean, double least, double most) {
    return mean >= rho && least >= min && most >= max;
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
