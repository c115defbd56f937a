package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.DoubleConsumer;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.SampleCheck;

/** A batch run through a GPT-2 as it is: both residual streams of the wanted layers are kept. */
final class Gpt2CleanPass implements CleanPass {
  private final Gpt2Network network;
  private final TokenBatch batch;
  private final AblationMethod method;
  private final NDManager scope;
  private final Map<Integer, Streams> kept = new HashMap<>();
  private final PredictedTokens predicted;
  private final double lossSum;

  /**
   * Residual streams of one layer, [positions][d_model].
   *
   * @param middle inside the layer, attention added
   * @param after behind it
   */
  record Streams(NDArray middle, NDArray after) {}

  private Gpt2CleanPass(
      Gpt2Network network,
      TokenBatch batch,
      BitSet layers,
      AblationMethod method,
      DoubleConsumer pulse,
      NDManager scope) {
    this.network = network;
    this.batch = batch;
    this.method = method;
    this.scope = scope;
    NDArray x = network.embed(scope, batch);
    boolean isKept = false;
    for (int layer = 0; layer < network.config().nLayers(); layer++) {
      NDArray before = x;
      boolean isBeforeKept = isKept;
      isKept = layers.get(layer);
      if (isKept) {
        NDArray middle = network.attend(scope, before, layer, batch.sequences());
        try (NDArray post = network.neurons(scope, middle, layer)) {
          x = network.project(scope, middle, post, layer);
        }
        kept.put(layer, new Streams(middle, x));
      } else {
        x = network.block(scope, before, layer, batch.sequences());
      }
      if (!isBeforeKept) {
        before.close();
      }
      pulse.accept(network.layerFlops(batch.sequences(), batch.context()));
    }
    this.predicted = new PredictedTokens(network.head(), scope, batch, x, pulse);
    if (!isKept) {
      x.close();
    }
    this.lossSum = predicted.cleanLossSum();
  }

  static CleanPass open(
      Gpt2Network network,
      TokenBatch batch,
      BitSet layers,
      AblationMethod method,
      DoubleConsumer pulse) {
    NDManager scope = network.runtime().openScope();
    try {
      return new Gpt2CleanPass(network, batch, layers, method, pulse, scope);
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  @Override
  public double lossSum() {
    return lossSum;
  }

  @Override
  public long tokens() {
    return predicted.count();
  }

  @Override
  public List<AblatedLoss> ablate(List<NeuronReplacement> replacements, DoubleConsumer pulse) {
    return new Gpt2Suffixes(network, this, method, pulse).run(replacements);
  }

  @Override
  public SampleCheck sampling() {
    return predicted.sampling();
  }

  @Override
  public SortedMap<Integer, double[]> estimate(
      NeuronReplacement replacement, DoubleConsumer pulse) {
    return new Gpt2Gradient(network, this, pulse).estimate(replacement);
  }

  TokenBatch batch() {
    return batch;
  }

  PredictedTokens predicted() {
    return predicted;
  }

  /**
   * Returns the streams of a layer.
   *
   * @throws IllegalArgumentException if they were not kept
   */
  Streams streams(int layer) {
    Streams streams = kept.get(layer);
    if (streams == null) {
      throw new IllegalArgumentException("layer " + layer + " was not kept");
    }
    return streams;
  }

  @Override
  public void close() {
    scope.close();
  }
}
