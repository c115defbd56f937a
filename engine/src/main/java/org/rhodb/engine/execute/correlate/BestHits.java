package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.statistic.BestMatch;

/** The best of the hits of each left neuron of each pair; one hit of NaN where there is none. */
final class BestHits implements Hits {
  private final Hits source;
  private final RhoFilter filter;
  private final List<Integer> leftSizes;
  private @Nullable List<BestMatch> best;
  private int pair;

  /**
   * Creates hits; takes over the source.
   *
   * @param leftSizes number of left neurons of each pair
   */
  BestHits(Hits source, RhoFilter filter, List<Integer> leftSizes) {
    this.source = source;
    this.filter = filter;
    this.leftSizes = List.copyOf(leftSizes);
  }

  @Override
  public boolean next(HitBatch batch) {
    List<BestMatch> matches = best;
    if (matches == null) {
      matches = gather(batch);
      best = matches;
    }
    batch.clear();
    if (pair == matches.size()) {
      return false;
    }
    BestMatch match = matches.get(pair);
    for (int i = 0; i < match.size(); i++) {
      if (match.index(i) >= 0) {
        batch.add(pair, i, match.index(i), match.rho(i));
      } else if (filter.isNullWanted()) {
        batch.add(pair, i, 0, Double.NaN);
      }
    }
    pair++;
    return true;
  }

  private List<BestMatch> gather(HitBatch batch) {
    List<BestMatch> matches = new ArrayList<>();
    leftSizes.forEach(size -> matches.add(BestMatch.empty(size)));
    while (source.next(batch)) {
      for (int i = 0; i < batch.size(); i++) {
        matches.get(batch.pair(i)).offer(batch.left(i), batch.rho(i), batch.right(i));
      }
    }
    return matches;
  }

  @Override
  public void close() {
    source.close();
  }
}
