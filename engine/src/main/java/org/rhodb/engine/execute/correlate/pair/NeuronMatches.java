package org.rhodb.engine.execute.correlate.pair;

import java.util.List;
import org.rhodb.engine.statistic.BestMatch;

/**
 * The statistics of one neuron over its best matches in the other models.
 *
 * @param others models in which it has a best match
 * @param rho mean; NaN without any
 * @param mutual in how many others the match is mutual
 * @param baseline mean over others and draws; NaN without a baseline
 */
public record NeuronMatches(
    int others, double rho, double minRho, double maxRho, int mutual, double baseline) {

  public static NeuronMatches of(
      UniversalGroup.Reference from, int index, List<PairMatches> found) {
    int others = 0;
    int mutual = 0;
    double sum = 0;
    double baseline = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (UniversalGroup.Side side : from.sides()) {
      PairMatches pair = found.get(side.pair());
      BestMatch best = pair.best(side.isLeft());
      double rho = best.rho(index);
      if (Double.isNaN(rho)) {
        continue;
      }
      others++;
      sum += rho;
      min = Math.min(min, rho);
      max = Math.max(max, rho);
      mutual += best.isMutual(index, pair.best(!side.isLeft())) ? 1 : 0;
      baseline += pair.baseline(side.isLeft(), index);
    }
    return others == 0
        ? new NeuronMatches(0, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN)
        : new NeuronMatches(others, sum / others, min, max, mutual, baseline / others);
  }

  /** Returns rho - baseline; NaN where either is. */
  double excess() {
    return rho - baseline;
  }
}
