package org.rhodb.engine.network;

/**
 * How the ablated runs of a batch are computed. Losses agree within {@link #TOLERANCE} whatever it
 * says.
 *
 * @param isSuffix whether a run starts at the lowest layer it changes; otherwise at the first
 * @param stackTokens positions of several runs that go through the layers as one batch, and at most
 *     so many through the output head; a run is never split, so at most this or one run
 * @param isTiled whether losses are summed over tiles of the vocabulary; otherwise from whole
 *     logits in float64
 * @param isSampled whether divergences may come from samples of the vocabulary, see {@link
 *     #samples}
 * @param targets tokens of all the batches that the losses are means over: the more, the less a
 *     batch need know of its own
 * @param changeBytes bytes of final streams that wait for the output head together, or one run's
 */
public record AblationMethod(
    boolean isSuffix,
    int stackTokens,
    boolean isTiled,
    boolean isSampled,
    long targets,
    long changeBytes) {
  /** Most that two methods may differ by, nats a token. */
  public static final double TOLERANCE = 1e-5;

  /** So many standard errors of a sample are within {@link #TOLERANCE}: 2e-9 of a normal one. */
  public static final double DEVIATIONS = 6;

  /** A sample's standard error is at most this share of the divergence. */
  public static final double MOST_SHARE = 0.01;

  /** So many batches at most are counted on to even out each other's errors. */
  private static final int BATCHES = 400;

  /** What samples are expected to take of the vocabulary, where nothing is known yet. */
  public static final double SAMPLE = 1.0 / 3;

  /** Positions that share a sample. */
  public static final int SAMPLED_TOGETHER = 16;

  /** A sampled logit is gone through so many times for each time that another is. */
  public static final double SWEEPS = 8;

  /** With fewer runs the check and the sums over the clean distribution cost more than is saved. */
  private static final int LEAST_RUNS = 16;

  /** Smaller vocabularies are no work worth sampling. */
  public static final int LEAST_VOCABULARY = 8192;

  /** Runs that together hold this many positions keep the matrix products busy. */
  public static final int STACK_TOKENS = 2048;

  /** Enough that what runs share of the output head is a small part of it. */
  public static final long CHANGE_BYTES = 256L << 20;

  /** Products of the size of the head that all runs share where some are sampled. */
  private static final int SHARED = 2;

  /** Two runs are computed both ways, and one more of so many. */
  private static final int CHECKED = 100;

  /** What is fastest without samples. */
  public static final AblationMethod BEST =
      new AblationMethod(true, STACK_TOKENS, true, false, 0, CHANGE_BYTES);

  public AblationMethod {
    if (stackTokens < 1 || targets < 0 || changeBytes < 1) {
      throw new IllegalArgumentException(
          stackTokens + " tokens, " + targets + " targets, " + changeBytes + " bytes");
    }
  }

  /**
   * Returns whether divergences of runs that are compared together come from samples, as far as
   * those allow.
   */
  public boolean samples(int runs, int dVocab) {
    return isTiled && isSampled && runs >= LEAST_RUNS && dVocab >= LEAST_VOCABULARY;
  }

  /**
   * Returns the greatest standard error of a sum of divergences over some targets. The errors of
   * batches are independent, so their squares may add up to that of all targets' mean; as far as
   * {@link #BATCHES} of them go, because a sum that is taken for its small error is on average a
   * little too small, and that does not even out.
   *
   * @param positions targets of the sum
   * @param divergence the sum, nats
   */
  public double mostError(int positions, double divergence) {
    long all = Math.max(positions, Math.min(targets, (long) BATCHES * positions));
    double each = Math.min(TOLERANCE / DEVIATIONS, MOST_SHARE * divergence / positions);
    return each * Math.sqrt((double) positions * all);
  }

  /** Returns how many products of the size of the head are whole beside those of the runs. */
  public static int extraHeads(int runs) {
    return SHARED + checked(runs);
  }

  /** Returns how many of the runs that are compared together are computed both ways. */
  public static int checked(int runs) {
    return 2 + runs / CHECKED;
  }
}
