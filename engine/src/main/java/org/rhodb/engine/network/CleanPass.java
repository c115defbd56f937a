package org.rhodb.engine.network;

/**
 * One batch run through a network as it is, kept so that ablated runs start at the layer they
 * change.
 *
 * <p>Holds the residual stream before and inside each layer, 8 * nLayers * dModel bytes a position.
 * Closed before its network.
 */
public interface CleanPass extends AutoCloseable {

  /**
   * Returns the sum of the next-token losses, in nats, over {@link #tokens}: float32 logits,
   * float64 sums.
   */
  double lossSum();

  /** Returns the number of target tokens: counted positions that have a position before them. */
  long tokens();

  /**
   * Runs the batch with neurons replaced at every position; only layers from the lowest replaced
   * one upward run.
   *
   * @throws IllegalArgumentException if a replaced layer or neuron does not exist
   */
  AblatedLoss ablate(NeuronReplacement replacement);

  @Override
  void close();
}
