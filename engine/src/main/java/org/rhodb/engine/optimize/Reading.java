package org.rhodb.engine.optimize;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.rhodb.engine.plan.Bounds;

/**
 * What a condition says of an island's rows.
 *
 * @param bounds what every row that meets the condition lies within
 * @param precision whether every row within the bounds meets the condition
 */
record Reading(Bounds bounds, Precision precision) {

  /** A condition nothing is concluded from. */
  static final Reading NOTHING = new Reading(Bounds.NONE, Precision.PARTIAL);

  Reading {
    requireNonNull(bounds, "bounds is null");
    requireNonNull(precision, "precision is null");
  }

  /** How close the bounds are to the condition. */
  enum Precision {
    /** The bounds are the condition. */
    EXACT,
    /** The bounds are the condition but for rounding at their ends. */
    ROUNDED,
    /** The condition wants fewer rows than the bounds. */
    PARTIAL
  }

  /**
   * Returns whether the condition is a lower bound of one column, so that it keeps the highest rows
   * whatever it drops.
   */
  boolean isLowerBoundOf(String column) {
    return precision != Precision.PARTIAL
        && bounds.absoluteMin() == 0
        && bounds.columns().keySet().equals(Set.of(column))
        && bounds.column(column).max() == Double.POSITIVE_INFINITY
        && bounds.column(column).allowed().isEmpty();
  }
}
