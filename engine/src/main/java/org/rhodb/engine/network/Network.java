package org.rhodb.engine.network;

import java.util.BitSet;
import java.util.function.DoubleConsumer;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.tensor.ActivationMatrix;

/**
 * A trained network at one checkpoint, with its weights on the device in float32. For one thread.
 *
 * <p>Every method checks the batch first and throws {@link org.rhodb.engine.error.QueryException}
 * A210 if a token id is not below {@code dVocab} or the sequences are longer than {@code nCtx}.
 */
public interface Network extends AutoCloseable {

  /** Returns sizes and switches. */
  ModelConfig config();

  /**
   * Runs the layers up to the last one asked for and keeps the post-activations at counted
   * positions. No logits are computed.
   *
   * @param firstLayer first layer to keep, 0-based
   * @param lastLayer last layer to keep, inclusive
   * @param pulse as {@link CleanPass#ablate(java.util.List, DoubleConsumer)}
   * @return shape [counted positions][(lastLayer - firstLayer + 1) * d_mlp], in (sequence,
   *     position) and (layer, neuron) order; caller closes
   */
  ActivationMatrix openActivations(
      TokenBatch batch, int firstLayer, int lastLayer, DoubleConsumer pulse);

  /** As the other; nothing stops it. */
  default ActivationMatrix openActivations(TokenBatch batch, int firstLayer, int lastLayer) {
    return openActivations(batch, firstLayer, lastLayer, flops -> {});
  }

  /**
   * As {@link #openActivations(TokenBatch, int, int, DoubleConsumer)}, at every position of the
   * batch, masked and padding ones too.
   *
   * @return shape [sequences * context][(lastLayer - firstLayer + 1) * d_mlp]; caller closes
   */
  ActivationMatrix openAllActivations(
      TokenBatch batch, int firstLayer, int lastLayer, DoubleConsumer pulse);

  /** As the other; nothing stops it. */
  default ActivationMatrix openAllActivations(TokenBatch batch, int firstLayer, int lastLayer) {
    return openAllActivations(batch, firstLayer, lastLayer, flops -> {});
  }

  /**
   * Returns |w_out| of every neuron of a layer: the Euclidean norm of its row of {@code c_proj}, as
   * the weights are (nothing folded, nothing centred).
   *
   * @param layer 0-based
   * @return shape [d_mlp]
   */
  float[] outputNorms(int layer);

  /** Returns the logits at every position, shape [sequences][context][dVocab]; for tests. */
  float[] logits(TokenBatch batch);

  /**
   * Runs the network once as it is and keeps what ablated runs of the same batch can start from.
   *
   * @param layers the lowest layers of those runs: only their streams are kept
   * @param method how those runs are computed
   * @param pulse as {@link CleanPass#ablate(java.util.List, DoubleConsumer)}
   * @return caller closes
   */
  CleanPass openCleanPass(
      TokenBatch batch, BitSet layers, AblationMethod method, DoubleConsumer pulse);

  /** As the other, with every layer kept and the fastest method. */
  default CleanPass openCleanPass(TokenBatch batch) {
    BitSet all = new BitSet();
    all.set(0, config().nLayers());
    return openCleanPass(batch, all, AblationMethod.BEST, flops -> {});
  }

  @Override
  void close();
}
