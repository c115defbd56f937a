package org.rhodb.engine.execute.correlate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;

/**
 * The k hits of the highest rho, and all that tie with the last of them, in falling order; NaN
 * last. Hits of equal rho stay in the order they were found.
 */
final class TopHits implements Hits {
  private final Hits source;
  private final RhoFilter filter;
  private boolean isGiven;

  /** Creates hits; takes over the source, and raises the filter as it learns what is not wanted. */
  TopHits(Hits source, RhoFilter filter) {
    this.source = source;
    this.filter = filter;
  }

  @Override
  public boolean next(HitBatch batch) {
    batch.clear();
    if (isGiven) {
      return false;
    }
    isGiven = true;
    HitBatch all = gather();
    for (int i = 0; i < all.size(); i++) {
      batch.add(all.pair(i), all.left(i), all.right(i), all.rho(i));
    }
    return true;
  }

  private HitBatch gather() {
    HitBatch some = new HitBatch();
    HitBatch all = new HitBatch();
    long room = Math.max(1024, Math.min(4 * filter.topK(), 1 << 22));
    while (source.next(some)) {
      for (int i = 0; i < some.size(); i++) {
        if (filter.admits(some.rho(i))) {
          all.add(some.pair(i), some.left(i), some.right(i), some.rho(i));
        }
      }
      if (all.size() > room) {
        all = shortened(all);
        room = Math.max(room, 2L * all.size());
      }
    }
    return shortened(all);
  }

  private HitBatch shortened(HitBatch all) {
    int[] order =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> rank(all.rho(i))))
            .mapToInt(Integer::intValue)
            .toArray();
    int count = (int) Math.min(filter.topK(), order.length);
    if (count > 0 && count < order.length) {
      double last = rank(all.rho(order[count - 1]));
      while (count < order.length
          && last < Double.POSITIVE_INFINITY
          && rank(all.rho(order[count])) == last) {
        count++;
      }
    }
    if (count >= filter.topK() && count > 0 && !Double.isNaN(all.rho(order[count - 1]))) {
      filter.raise(all.rho(order[count - 1]));
    }
    HitBatch shortened = new HitBatch();
    for (int i : Arrays.copyOf(order, count)) {
      shortened.add(all.pair(i), all.left(i), all.right(i), all.rho(i));
    }
    return shortened;
  }

  /** Returns a number that is small for what comes first. */
  private static double rank(double rho) {
    return Double.isNaN(rho) ? Double.POSITIVE_INFINITY : -rho;
  }

  @Override
  public void close() {
    source.close();
  }
}
