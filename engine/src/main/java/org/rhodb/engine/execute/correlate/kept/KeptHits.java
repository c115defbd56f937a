package org.rhodb.engine.execute.correlate.kept;

import java.nio.DoubleBuffer;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.reuse.AnswerShelf;

/** Hits of the pairs that have a kept answer, then those that are computed. */
public final class KeptHits implements Hits {
  private final KeptPairs kept;
  private final AnswerShelf shelf;
  private final RhoFilter filter;
  private final int firstPair;
  private final Runnable between;
  private final Hits computed;
  private int next;

  /**
   * Creates hits; takes over the computed ones.
   *
   * @param firstPair number of the first kept pair
   * @param between called between pieces of work; may throw to stop
   */
  public KeptHits(
      KeptPairs kept,
      AnswerShelf shelf,
      RhoFilter filter,
      int firstPair,
      Runnable between,
      Hits computed) {
    this.kept = kept;
    this.shelf = shelf;
    this.filter = filter;
    this.firstPair = firstPair;
    this.between = between;
    this.computed = computed;
  }

  /** Returns hits of which there are none. */
  public static Hits none() {
    return new Hits() {
      @Override
      public boolean next(HitBatch batch) {
        batch.clear();
        return false;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public boolean next(HitBatch batch) {
    if (next == kept.pairs().size()) {
      return computed.next(batch);
    }
    batch.clear();
    KeptPairs.Kept pair = kept.pairs().get(next);
    int number = firstPair + next;
    next++;
    boolean isWhole =
        shelf.read(
            pair.answer(),
            rows -> {
              between.run();
              take(rows, number, pair, batch);
            });
    if (!isWhole) {
      throw dropped();
    }
    if (pair.isTurned()) {
      batch.sortByNeurons();
    }
    return true;
  }

  private void take(DoubleBuffer rows, int number, KeptPairs.Kept kept, HitBatch batch) {
    NeuronPair pair = kept.emitted().pair();
    while (rows.hasRemaining()) {
      int first = (int) rows.get();
      int second = (int) rows.get();
      int left = pair.leftAxis().indexOf(kept.isTurned() ? second : first);
      int right = pair.rightAxis().indexOf(kept.isTurned() ? first : second);
      double rho = rows.get();
      if (left >= 0 && right >= 0 && filter.admits(rho)) {
        batch.add(number, left, right, rho);
      }
    }
  }

  /** Another session dropped an answer between this statement's plan and its first row. */
  static QueryException dropped() {
    return QueryException.of(ErrorCode.X409, "a kept answer was dropped by another session")
        .withHint("run the statement again: it computes what is no longer kept");
  }

  @Override
  public void close() {
    computed.close();
  }
}
