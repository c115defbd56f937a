package org.rhodb.engine.network;

/**
 * What came of computing divergences from samples of the vocabulary: how many, and how far those
 * that were also computed from all of it were off.
 *
 * @param sampled divergences of a run over some positions that were taken from a sample
 * @param refused those that were computed from every token instead, because the sample left them
 *     too uncertain
 * @param checked those that were computed from every token to tell, and taken from it
 * @param share greatest share of the vocabulary that was sampled
 * @param worst greatest difference seen, nats a token
 * @param savedFlops operations of the output head that the samples took less than every token would
 *     have
 */
public record SampleCheck(
    long sampled, long refused, long checked, double share, double worst, double savedFlops) {
  /** Nothing was sampled. */
  public static final SampleCheck NONE = new SampleCheck(0, 0, 0, 0, 0, 0);

  /** Returns both together. */
  public SampleCheck merge(SampleCheck other) {
    return new SampleCheck(
        sampled + other.sampled,
        refused + other.refused,
        checked + other.checked,
        Math.max(share, other.share),
        Math.max(worst, other.worst),
        savedFlops + other.savedFlops);
  }
}
