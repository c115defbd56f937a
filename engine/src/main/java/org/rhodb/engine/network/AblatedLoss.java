package org.rhodb.engine.network;

/**
 * What a batch lost with neurons replaced. Sums, so that batches add up.
 *
 * @param lossSum next-token loss in nats, summed over the target tokens
 * @param klSum KL(clean || ablated) of the next-token distributions in nats, summed over the same
 * @param tokens number of target tokens
 */
public record AblatedLoss(double lossSum, double klSum, long tokens) {
  /** Nothing yet. */
  public static final AblatedLoss ZERO = new AblatedLoss(0, 0, 0);

  /** Returns the sums over both; associative and commutative up to rounding. */
  public AblatedLoss merge(AblatedLoss other) {
    return new AblatedLoss(
        lossSum + other.lossSum, klSum + other.klSum, Math.addExact(tokens, other.tokens));
  }
}
