package org.rhodb.engine.network;

/**
 * What came of computing divergences in 8 bits: how many, and how far those that were also computed
 * in float32 were off.
 *
 * @param rounded divergences of a run over some positions that were taken from 8 bits
 * @param refused those that were computed in float32 instead, because too much could be lost
 * @param checked those that were computed in float32 to tell, and taken from it
 * @param worst greatest difference seen, nats a token
 */
public record RoundingCheck(long rounded, long refused, long checked, double worst) {
  /** Nothing was rounded. */
  public static final RoundingCheck NONE = new RoundingCheck(0, 0, 0, 0);

  /** Returns both together. */
  public RoundingCheck merge(RoundingCheck other) {
    return new RoundingCheck(
        rounded + other.rounded,
        refused + other.refused,
        checked + other.checked,
        Math.max(worst, other.worst));
  }
}
