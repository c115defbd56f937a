package org.rhodb.engine.execute;

/** Hears how far a statement is; called while it runs, so it must return at once. */
@FunctionalInterface
public interface Progress {

  /**
   * Says how far the work is.
   *
   * @param stage what is being done: {@code correlating alias@80000, battlestar@80000}
   * @param fraction share of the whole operator that is done, 0 to 1; NaN while unknown
   * @param tokensPerSecond counted tokens through one model a second; NaN where it means nothing
   * @param etaSeconds seconds still to go; NaN while unknown
   */
  void report(String stage, double fraction, double tokensPerSecond, double etaSeconds);

  /** Returns one that hears nothing. */
  static Progress silent() {
    return (stage, fraction, tokensPerSecond, etaSeconds) -> {};
  }
}
