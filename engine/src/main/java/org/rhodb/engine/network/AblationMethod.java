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
 * @param isRounded whether divergences may come from products in 8 bits, see {@link #rounds}
 * @param changeBytes bytes of final streams that wait for the output head together, or one run's
 */
public record AblationMethod(
    boolean isSuffix, int stackTokens, boolean isTiled, boolean isRounded, long changeBytes) {
  /** Most that two methods may differ by, nats a token. */
  public static final double TOLERANCE = 1e-5;

  /** Where products are in 8 bits, one token of so many stays in float32, the likely ones. */
  public static final int LIKELY = 16;

  /** With fewer runs the check and the sums over the clean distribution cost more than is saved. */
  private static final int LEAST_RUNS = 16;

  /** Smaller vocabularies are no work worth rounding. */
  public static final int LEAST_VOCABULARY = 8192;

  /** Runs that together hold this many positions keep the matrix products busy. */
  public static final int STACK_TOKENS = 2048;

  /** Enough that what runs share of the output head is a small part of it. */
  public static final long CHANGE_BYTES = 256L << 20;

  /** Products of the size of the head that all runs share where some products are in 8 bits. */
  private static final int SHARED = 4;

  /** Two runs are computed both ways, and one more of so many. */
  private static final int CHECKED = 100;

  /** What is fastest in float32. */
  public static final AblationMethod BEST =
      new AblationMethod(true, STACK_TOKENS, true, false, CHANGE_BYTES);

  public AblationMethod {
    if (stackTokens < 1 || changeBytes < 1) {
      throw new IllegalArgumentException(stackTokens + " tokens, " + changeBytes + " bytes");
    }
  }

  /**
   * Returns whether divergences of runs that are compared together come from products in 8 bits, as
   * far as a check of some of the runs allows.
   */
  public boolean rounds(int runs, int dVocab) {
    return isTiled && isRounded && runs >= LEAST_RUNS && dVocab >= LEAST_VOCABULARY;
  }

  /** Returns how many products of the size of the head are in float32 beside those of the runs. */
  public static int extraHeads(int runs) {
    return SHARED + checked(runs);
  }

  /** Returns how many of the runs that are compared together are computed both ways. */
  public static int checked(int runs) {
    return 2 + runs / CHECKED;
  }
}
