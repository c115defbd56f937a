package org.rhodb.engine.execute;

/** Turns work that is done into progress: share, tokens a second, seconds to go. */
public final class WorkClock {
  private final Progress progress;
  private final double totalWork;
  private final long startedNanos = System.nanoTime();
  private double doneWork;
  private long tokens;

  /**
   * Starts the clock.
   *
   * @param totalWork all that is to be done, in any unit: floating-point operations
   */
  public WorkClock(Progress progress, double totalWork) {
    this.progress = progress;
    this.totalWork = totalWork;
  }

  /** Reports a stage before any of its work is done. */
  public void enter(String stage) {
    report(stage);
  }

  /** Reports work of a stage, and counted tokens that went through a model for it. */
  public void add(String stage, double work, long moreTokens) {
    doneWork += work;
    tokens += moreTokens;
    report(stage);
  }

  /** Returns the work that was done. */
  double doneWork() {
    return doneWork;
  }

  private void report(String stage) {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    double fraction = totalWork > 0 ? Math.min(1, doneWork / totalWork) : 0;
    boolean isKnown = fraction > 0 && seconds > 0;
    progress.report(
        stage,
        fraction,
        tokens > 0 && isKnown ? tokens / seconds : Double.NaN,
        isKnown ? seconds * (1 - fraction) / fraction : Double.NaN);
  }
}
