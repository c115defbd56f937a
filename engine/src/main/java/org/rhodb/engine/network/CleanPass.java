package org.rhodb.engine.network;

import java.util.List;
import java.util.SortedMap;
import java.util.function.DoubleConsumer;

/**
 * One batch run through a network as it is, kept so that ablated runs start at the layer they
 * change.
 *
 * <p>Holds the residual stream inside and after each layer that was asked for, 8 * dModel bytes a
 * position and layer, and what the losses need, 12 * dModel bytes a target. Closed before its
 * network.
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
   * Runs the batch with neurons replaced at every position, once for each replacement.
   *
   * @param pulse told the operations of each piece of work of less than a second when it is done;
   *     may throw to stop
   * @return as many as replacements, in their order
   * @throws IllegalArgumentException if a replaced layer or neuron does not exist, or the lowest
   *     layer of a replacement was not kept
   */
  List<AblatedLoss> ablate(List<NeuronReplacement> replacements, DoubleConsumer pulse);

  /** Returns what came of computing divergences from samples in all ablated runs so far. */
  SampleCheck sampling();

  /**
   * Estimates to first order what replacing each neuron alone does to {@link #lossSum}: the
   * gradient of the loss in the neuron's activation times the change of the activation, summed over
   * all positions. One backward pass, however many neurons.
   *
   * @param replacement the neurons and what each would be replaced by
   * @param pulse as {@link #ablate(List, DoubleConsumer)}
   * @return by layer, in nats, in the order of its neurons; float32 products, float64 sums
   * @throws IllegalArgumentException if a layer from the lowest replaced one upward was not kept
   */
  SortedMap<Integer, double[]> estimate(NeuronReplacement replacement, DoubleConsumer pulse);

  /** As {@link #ablate(List, DoubleConsumer)}, of one. */
  default AblatedLoss ablate(NeuronReplacement replacement) {
    return ablate(List.of(replacement), flops -> {}).get(0);
  }

  @Override
  void close();
}
