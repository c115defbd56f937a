package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * A GPT-2 on the device. Positions of a batch are the rows of every stream, [sequences * context].
 */
final class Gpt2Network implements Network {
  private final TensorRuntime runtime;
  private final NDManager scope;
  private final TorchScript kernels;
  private final ModelConfig config;
  private final Gpt2Weights weights;
  private final OutputHead head;

  /** Takes over scope, kernels and head. */
  Gpt2Network(
      TensorRuntime runtime,
      NDManager scope,
      TorchScript kernels,
      ModelConfig config,
      Gpt2Weights weights,
      OutputHead head) {
    this.runtime = runtime;
    this.scope = scope;
    this.kernels = kernels;
    this.config = config;
    this.weights = weights;
    this.head = head;
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public ActivationMatrix openActivations(
      TokenBatch batch, int firstLayer, int lastLayer, DoubleConsumer pulse) {
    boolean[] counted = batch.counted();
    int[] positions = IntStream.range(0, counted.length).filter(p -> counted[p]).toArray();
    return openActivations(batch, firstLayer, lastLayer, positions, pulse);
  }

  @Override
  public ActivationMatrix openAllActivations(
      TokenBatch batch, int firstLayer, int lastLayer, DoubleConsumer pulse) {
    int[] positions = IntStream.range(0, batch.ids().length).toArray();
    return openActivations(batch, firstLayer, lastLayer, positions, pulse);
  }

  private ActivationMatrix openActivations(
      TokenBatch batch, int firstLayer, int lastLayer, int[] positions, DoubleConsumer pulse) {
    if (firstLayer < 0 || lastLayer < firstLayer || lastLayer >= config.nLayers()) {
      throw new IllegalArgumentException("layers " + firstLayer + " to " + lastLayer);
    }
    check(batch);
    int dMlp = config.dMlp();
    long columns = (long) (lastLayer - firstLayer + 1) * dMlp;
    NDManager owner = runtime.openScope();
    try (NDManager work = runtime.openScope()) {
      NDArray out = owner.create(new Shape(positions.length, columns), DataType.FLOAT32);
      if (positions.length > 0) {
        boolean isAll = positions.length == batch.ids().length;
        NDArray index = longs(work, isAll ? new int[0] : positions);
        NDArray x = embed(work, batch);
        for (int layer = 0; layer <= lastLayer; layer++) {
          NDArray middle = attend(work, x, layer, batch.sequences());
          x.close();
          NDArray post = neurons(work, middle, layer);
          if (layer >= firstLayer) {
            kernels.apply("keep", post, index, out, (layer - firstLayer) * dMlp);
          }
          x = layer < lastLayer ? project(work, middle, post, layer) : middle;
          post.close();
          if (layer < lastLayer) {
            middle.close();
          }
          pulse.accept(layerFlops(batch.sequences(), batch.context()));
        }
      }
      return new ActivationMatrix(owner, out);
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  @Override
  public float[] outputNorms(int layer) {
    try (NDManager work = runtime.openScope()) {
      return kernels.call(work, "output_norms", layer(layer)).toFloatArray();
    }
  }

  @Override
  public float[] logits(TokenBatch batch) {
    check(batch);
    try (NDManager work = runtime.openScope()) {
      NDArray x = embed(work, batch);
      for (int layer = 0; layer < config.nLayers(); layer++) {
        NDArray middle = attend(work, x, layer, batch.sequences());
        x = project(work, middle, neurons(work, middle, layer), layer);
      }
      return kernels
          .call(
              work,
              "logits",
              x,
              weights.normWeight(),
              weights.normBias(),
              weights.head(),
              config.layerNormEpsilon())
          .toFloatArray();
    }
  }

  @Override
  public CleanPass openCleanPass(
      TokenBatch batch, BitSet layers, AblationMethod method, DoubleConsumer pulse) {
    check(batch);
    return Gpt2CleanPass.open(this, batch, layers, method, pulse);
  }

  /** Refuses what an embedding would read beyond its end. */
  private void check(TokenBatch batch) {
    if (batch.context() > config.nCtx()) {
      throw QueryException.of(
              ErrorCode.A210,
              "sequences of "
                  + batch.context()
                  + " tokens are longer than the model's context of "
                  + config.nCtx())
          .withHint("create the corpus with context = " + config.nCtx());
    }
    for (int id : batch.ids()) {
      if (id < 0 || id >= config.dVocab()) {
        throw QueryException.of(
                ErrorCode.A210,
                "token id " + id + " is not below the model's vocabulary of " + config.dVocab())
            .withHint("create the corpus with the tokenizer the model was trained with");
      }
    }
  }

  /** Returns the residual stream before layer 0. */
  NDArray embed(NDManager owner, TokenBatch batch) {
    try (NDArray ids = longs(owner, batch.ids());
        NDArray shaped = ids.reshape(batch.sequences(), batch.context())) {
      return kernels.call(owner, "embed", shaped, weights.wte(), weights.wpe());
    }
  }

  private double attentionScale(int layer) {
    double scale = config.isAttentionScaled() ? 1 / Math.sqrt(config.dHead()) : 1;
    return config.isAttentionScaledByLayer() ? scale / (layer + 1) : scale;
  }

  /** Returns the operations of a layer for some sequences; attention is counted dense. */
  double layerFlops(int sequences, int context) {
    double d = config.dModel();
    double rows = (double) sequences * context;
    return rows * (2 * (4 * d * d + 2 * d * config.dMlp()) + 4.0 * context * d);
  }

  /** Returns the residual stream after a whole layer. */
  NDArray block(NDManager owner, NDArray x, int layer, int sequences) {
    return kernels.call(
        owner,
        "block",
        x,
        layer(layer),
        sequences,
        config.nHeads(),
        attentionScale(layer),
        config.activation(),
        config.layerNormEpsilon());
  }

  /** Returns the residual stream in the middle of a layer: attention added. */
  NDArray attend(NDManager owner, NDArray x, int layer, int sequences) {
    return kernels.call(
        owner,
        "attend",
        x,
        layer(layer),
        sequences,
        config.nHeads(),
        attentionScale(layer),
        config.layerNormEpsilon());
  }

  /** Returns a gradient in the middle of a layer from the one behind it. */
  NDArray gradientInside(NDManager owner, NDArray gradient, NDArray middle, int layer) {
    return kernels.call(
        owner,
        "before_neurons",
        gradient,
        middle,
        layer(layer),
        config.activation(),
        config.layerNormEpsilon());
  }

  /** Returns a gradient before a layer from the one in its middle; x: the stream there. */
  NDArray gradientBefore(NDManager owner, NDArray gradient, NDArray x, int layer, int sequences) {
    return kernels.call(
        owner,
        "before_attention",
        gradient,
        x,
        layer(layer),
        sequences,
        config.nHeads(),
        attentionScale(layer),
        config.layerNormEpsilon());
  }

  /** Returns a layer's post-activations. */
  NDArray neurons(NDManager owner, NDArray middle, int layer) {
    return kernels.call(
        owner, "neurons", middle, layer(layer), config.activation(), config.layerNormEpsilon());
  }

  /** Returns the residual stream after a layer. */
  NDArray project(NDManager owner, NDArray middle, NDArray post, int layer) {
    return kernels.call(owner, "project", middle, post, layer(layer));
  }

  /** Returns a layer's weights in the kernels' order. */
  List<NDArray> layer(int layer) {
    return weights.layers().get(layer);
  }

  /** Returns what makes next-token distributions of the stream after the last layer. */
  OutputHead head() {
    return head;
  }

  TorchScript kernels() {
    return kernels;
  }

  TensorRuntime runtime() {
    return runtime;
  }

  /** Returns an int64 vector on the device. */
  static NDArray longs(NDManager owner, int[] values) {
    long[] wide = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return owner.create(wide, new Shape(wide.length));
  }

  @Override
  public void close() {
    kernels.close();
    head.close();
    scope.close();
  }
}
