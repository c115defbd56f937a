package org.rhodb.engine.network;

/**
 * How the ablated runs of a batch are computed. Losses agree within 1e-5 nats whatever it says.
 *
 * @param isSuffix whether a run starts at the lowest layer it changes; otherwise at the first
 * @param stackTokens positions of several runs that go through the layers as one batch, and at most
 *     so many through the output head; a run is never split, so at most this or one run
 * @param isTiled whether losses are summed over tiles of the vocabulary; otherwise from whole
 *     logits in float64
 * @param changeBytes bytes of final streams that wait for the output head together, or one run's
 */
public record AblationMethod(boolean isSuffix, int stackTokens, boolean isTiled, long changeBytes) {
  /** Runs that together hold this many positions keep the matrix products busy. */
  public static final int STACK_TOKENS = 2048;

  /** Enough that what runs share of the output head is a small part of it. */
  public static final long CHANGE_BYTES = 256L << 20;

  /** What is fastest. */
  public static final AblationMethod BEST =
      new AblationMethod(true, STACK_TOKENS, true, CHANGE_BYTES);

  public AblationMethod {
    if (stackTokens < 1 || changeBytes < 1) {
      throw new IllegalArgumentException(stackTokens + " tokens, " + changeBytes + " bytes");
    }
  }
}
