package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.NeuronReplacement;

/** What replaces neurons, checked and as the kernels take it. */
final class ReplacementTensors {
  private ReplacementTensors() {}

  /**
   * Refuses what the model does not have.
   *
   * @throws IllegalArgumentException naming the layer or neuron
   */
  static void check(NeuronReplacement replacement, ModelConfig config) {
    replacement
        .layers()
        .forEach(
            (layer, replaced) -> {
              if (layer < 0 || layer >= config.nLayers()) {
                throw new IllegalArgumentException("no layer " + layer);
              }
              for (int neuron : replaced.neurons()) {
                if (neuron < 0 || neuron >= config.dMlp()) {
                  throw new IllegalArgumentException("no neuron L" + layer + "." + neuron);
                }
              }
            });
  }

  /** Returns the constants; empty where neurons are resampled. */
  static NDArray values(NDManager owner, NeuronReplacement.Layer replaced) {
    float[] values =
        replaced instanceof NeuronReplacement.Constants constants
            ? constants.values()
            : new float[0];
    return owner.create(values, new Shape(values.length));
  }

  /** Returns the row of the batch each row takes from; empty for constants. */
  static NDArray sources(NDManager owner, NeuronReplacement.Layer replaced, TokenBatch batch) {
    if (!(replaced instanceof NeuronReplacement.Resampled resampled)) {
      return Gpt2Network.longs(owner, new int[0]);
    }
    int context = batch.context();
    int[] rows = resampled.sources();
    if (rows.length != batch.ids().length) {
      throw new IllegalArgumentException(rows.length + " sources, " + batch.ids().length + " rows");
    }
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] < 0 || rows[row] >= context) {
        throw new IllegalArgumentException("no position " + rows[row]);
      }
      rows[row] += row / context * context;
    }
    return Gpt2Network.longs(owner, rows);
  }
}
