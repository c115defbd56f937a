package org.rhodb.engine.execute.correlate.pair;

import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;

/**
 * Which correlations are wanted. The lower end rises while a query for the top k runs: what cannot
 * be among them any more need not be found. Mutable; for one thread.
 */
public final class RhoFilter {
  private final Bounds bounds;
  private final double low;
  private final double high;
  private final double magnitude;
  private final boolean isBestOnly;
  private final long topK;
  private double floor = Double.NEGATIVE_INFINITY;

  public RhoFilter(Bounds bounds) {
    this.bounds = bounds;
    ColumnBounds rho = bounds.column("rho");
    // rho is in [-1, 1]; anything outside means no limit, or nothing at all.
    this.low = Math.max(-2, rho.min());
    this.high = Math.min(2, rho.max());
    this.magnitude = bounds.absoluteMin();
    this.isBestOnly = bounds.isBestMatchOnly();
    this.topK = bounds.topK();
  }

  /** Returns a filter as this was at first. */
  public RhoFilter unraised() {
    return new RhoFilter(bounds);
  }

  public double low() {
    return Math.max(low, floor);
  }

  public double high() {
    return high;
  }

  public double magnitude() {
    return magnitude;
  }

  /** Returns whether an undefined rho is wanted too. */
  public boolean isNullWanted() {
    return low <= -2 && high >= 2 && magnitude == 0;
  }

  /** Returns whether the highest rho of a row is all that is needed of it. */
  public boolean isRowMaximumEnough() {
    return isBestOnly && high >= 1 && magnitude == 0;
  }

  public boolean isBestOnly() {
    return isBestOnly;
  }

  public boolean isTopOnly() {
    return topK != Bounds.ALL_ROWS;
  }

  public long topK() {
    return topK;
  }

  /** Returns whether the condition leaves few of many pairs, as far as one can know before. */
  public boolean isSelective() {
    return low > 0 || high < 0 || magnitude > 0 || isTopOnly() || isBestOnly;
  }

  /** Says that nothing below this is wanted any more; what equals it still is. */
  public void raise(double newFloor) {
    floor = Math.max(floor, newFloor);
  }

  /** Returns whether a correlation is wanted. */
  public boolean admits(double rho) {
    return Double.isNaN(rho)
        ? isNullWanted()
        : rho >= low() && rho <= high && Math.abs(rho) >= magnitude;
  }

  /** Returns what the filter depends on, for keys. */
  public String describe() {
    return low + ".." + high + " |" + magnitude + "| " + isBestOnly + " top " + topK;
  }
}
