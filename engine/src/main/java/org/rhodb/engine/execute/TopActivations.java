package org.rhodb.engine.execute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the rows of highest activation, and those that tie with the last of them, so that whoever
 * sorts and cuts them gets what he would get from all rows.
 *
 * <p>Ties beyond {@value #MOST_TIES} are cut in the order of rows: a dead neuron would fill memory.
 */
final class TopActivations {
  private static final int MOST_TIES = 1_000_000;
  private static final Comparator<ActivationRow> HIGHEST_FIRST =
      Comparator.<ActivationRow>comparingDouble(row -> -key(row.activation()))
          .thenComparingLong(ActivationRow::order);

  private final int k;
  private List<ActivationRow> kept = new ArrayList<>();
  private double threshold = Double.NEGATIVE_INFINITY;
  private long order;
  private int cutAt;

  /**
   * Creates an empty collection.
   *
   * @param k how many are wanted, at least 1
   */
  TopActivations(int k) {
    this.k = k;
    this.cutAt = 2 * k;
  }

  /** Takes the scan's current activation, if it may be among the highest. */
  void offer(ActivationScan scan) {
    long place = order++;
    if (key(scan.value()) < threshold) {
      return;
    }
    kept.add(
        new ActivationRow(
            place,
            scan.checkpointIndex(),
            scan.layer(),
            scan.neuron(),
            scan.sequence(),
            scan.position(),
            scan.tokenId(),
            scan.value()));
    if (kept.size() >= cutAt) {
      cut();
      cutAt = 2 * Math.max(k, kept.size());
    }
  }

  /** Returns what is kept, in the order of rows. */
  List<ActivationRow> rows() {
    cut();
    List<ActivationRow> rows = new ArrayList<>(kept);
    rows.sort(Comparator.comparingLong(ActivationRow::order));
    return rows;
  }

  private void cut() {
    if (kept.size() <= k) {
      return;
    }
    kept.sort(HIGHEST_FIRST);
    threshold = key(kept.get(k - 1).activation());
    int end = k;
    while (end < kept.size()
        && end < k + MOST_TIES
        && key(kept.get(end).activation()) == threshold) {
      end++;
    }
    kept = new ArrayList<>(kept.subList(0, end));
  }

  private static double key(float activation) {
    return Float.isNaN(activation) ? Double.NEGATIVE_INFINITY : activation;
  }
}
