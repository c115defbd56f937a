package org.rhodb.engine;

import org.rhodb.engine.execute.Progress;

/**
 * Hears how far the operators of a statement are and how far the SQL around them is, and passes on
 * the one that says more: an operator knows its stages, and its tokens a second; to the SQL it is a
 * table of unknown size.
 */
final class StatementProgress implements Progress {
  static final String STAGE = "running SQL";

  /** Longer than an operator is silent while it works. */
  private static final long OPERATOR_NANOS = 10_000_000_000L;

  /** Below this share and time an extrapolation says nothing. */
  private static final double LEAST_FRACTION = 0.02;

  private static final double LEAST_SECONDS = 2;

  private final Progress listener;
  private volatile long beginNanos = System.nanoTime();
  private volatile long operatorNanos = beginNanos - OPERATOR_NANOS;

  StatementProgress(Progress listener) {
    this.listener = listener;
  }

  /** A statement begins. */
  void begin() {
    beginNanos = System.nanoTime();
    operatorNanos = beginNanos - OPERATOR_NANOS;
  }

  @Override
  public void report(String stage, double fraction, double tokensPerSecond, double etaSeconds) {
    operatorNanos = System.nanoTime();
    listener.report(stage, fraction, tokensPerSecond, etaSeconds);
  }

  /** Hears the share of the statement's SQL that is done. */
  void sql(double fraction) {
    long now = System.nanoTime();
    if (now - operatorNanos < OPERATOR_NANOS) {
      return;
    }
    double seconds = (now - beginNanos) / 1e9;
    boolean isKnown = fraction >= LEAST_FRACTION && seconds >= LEAST_SECONDS;
    listener.report(
        STAGE, fraction, Double.NaN, isKnown ? seconds * (1 - fraction) / fraction : Double.NaN);
  }
}
