package org.rhodb.engine.execute.correlate.kept;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.execute.correlate.pair.CheckpointPair;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.execute.reuse.NumberRows;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;

/**
 * Hits on their way out, of which those of computed pairs are kept once the last has come; of a
 * statement that ends before, nothing is.
 */
public final class PairRecorder implements Hits {
  /** Below every defined rho; a filter takes -2 and less for no limit. */
  private static final double BELOW_ALL = -1.5;

  private final Hits source;
  private final AnswerShelf shelf;
  private final Bounds bounds;
  private final List<CheckpointPair> computed;
  private final List<String> files = new ArrayList<>();
  private final List<NumberRows> rows = new ArrayList<>();
  private long held;
  private double lowest = Double.POSITIVE_INFINITY;
  private long given;
  private boolean isWhole;

  /**
   * Creates hits; takes over the source.
   *
   * @param computed the pairs to keep: the first ones
   */
  public PairRecorder(
      Hits source, AnswerShelf shelf, Bounds bounds, List<CheckpointPair> computed) {
    this.source = source;
    this.shelf = shelf;
    this.bounds = bounds;
    this.computed = shelf.isKeeping() ? List.copyOf(computed) : List.of();
    for (CheckpointPair pair : this.computed) {
      files.add(shelf.files(pair.checkpoints()));
      rows.add(new NumberRows(3));
    }
  }

  @Override
  public boolean next(HitBatch batch) {
    boolean hasMore = source.next(batch);
    if (hasMore) {
      add(batch);
    } else {
      isWhole = true;
    }
    return hasMore;
  }

  private void add(HitBatch batch) {
    given += batch.size();
    for (int i = 0; i < batch.size(); i++) {
      double rho = batch.rho(i);
      lowest = Math.min(lowest, Double.isNaN(rho) ? BELOW_ALL : rho);
      if (batch.pair(i) < computed.size() && held + 3 <= AnswerShelf.MOST_VALUES) {
        NeuronPair pair = computed.get(batch.pair(i)).pair();
        rows.get(batch.pair(i))
            .add(
                pair.leftAxis().position(batch.left(i)),
                pair.rightAxis().position(batch.right(i)),
                rho);
      }
      held += batch.pair(i) < computed.size() ? 3 : 0;
    }
  }

  /** Keeps the hits of each pair, if the last was given and all were held. */
  public void keep(long run) {
    if (!isWhole || held > AnswerShelf.MOST_VALUES) {
      return;
    }
    Bounds region = region();
    for (int p = 0; p < computed.size(); p++) {
      AnswerKey key = KeptPairs.key(shelf, computed.get(p));
      shelf.keep(key, run, region, files.get(p), rows.get(p));
    }
  }

  /**
   * Returns what the hits hold whole: where a top k left rows out, every row down to the last rho
   * that was given, which brings its ties; where it reached undefined ones, every defined one.
   */
  private Bounds region() {
    Bounds region = KeptPairs.region(bounds);
    if (bounds.topK() == Bounds.ALL_ROWS || given < bounds.topK()) {
      return region;
    }
    Bounds above =
        Bounds.of("rho", ColumnBounds.between(lowest, Double.POSITIVE_INFINITY))
            .withUnusedColumns(region.unusedColumns());
    Bounds unlimited =
        new Bounds(
            region.columns(),
            region.absoluteMin(),
            Bounds.ALL_ROWS,
            Bounds.ALL_ROWS,
            false,
            region.unusedColumns());
    Bounds both = unlimited.intersect(above);
    return region.isBestMatchOnly() ? both.withBestMatchOnly() : both;
  }

  @Override
  public void close() {
    source.close();
  }
}
