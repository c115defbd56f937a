package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.tensor.TorchScript;

/** A batch run through a GPT-2 as it is: both residual streams of every layer are kept. */
final class Gpt2CleanPass implements CleanPass {
  private final Gpt2Network network;
  private final TokenBatch batch;
  private final NDManager scope;
  private final List<NDArray> middles = new ArrayList<>();
  private final List<NDArray> afters = new ArrayList<>();
  private final PredictedTokens predicted;
  private final double lossSum;

  private Gpt2CleanPass(Gpt2Network network, TokenBatch batch, NDManager scope) {
    this.network = network;
    this.batch = batch;
    this.scope = scope;
    NDArray embedded = network.embed(scope, batch);
    NDArray x = embedded;
    for (int layer = 0; layer < network.config().nLayers(); layer++) {
      NDArray middle = network.attend(scope, x, layer, batch.sequences());
      try (NDArray post = network.neurons(scope, middle, layer)) {
        x = network.project(scope, middle, post, layer);
      }
      middles.add(middle);
      afters.add(x);
    }
    embedded.close();
    this.predicted = new PredictedTokens(network, scope, batch, x);
    this.lossSum = predicted.cleanLossSum();
  }

  static CleanPass open(Gpt2Network network, TokenBatch batch) {
    NDManager scope = network.runtime().openScope();
    try {
      return new Gpt2CleanPass(network, batch, scope);
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
  public AblatedLoss ablate(NeuronReplacement replacement) {
    if (replacement.layers().isEmpty()) {
      return new AblatedLoss(lossSum, 0, tokens());
    }
    for (Map.Entry<Integer, NeuronReplacement.Layer> entry : replacement.layers().entrySet()) {
      check(entry.getKey(), entry.getValue());
    }
    try (NDManager work = network.runtime().openScope()) {
      int lowest = replacement.layers().firstKey();
      NDArray x = correct(work, lowest, replacement.layers().get(lowest));
      for (int layer = lowest + 1; layer < network.config().nLayers(); layer++) {
        NDArray middle = network.attend(work, x, layer, batch.sequences());
        x.close();
        x = advance(work, middle, layer, replacement.layers().get(layer));
        middle.close();
      }
      return predicted.compare(x);
    }
  }

  private void check(int layer, NeuronReplacement.Layer replaced) {
    ModelConfig config = network.config();
    if (layer < 0 || layer >= config.nLayers()) {
      throw new IllegalArgumentException("no layer " + layer);
    }
    for (int neuron : replaced.neurons()) {
      if (neuron < 0 || neuron >= config.dMlp()) {
        throw new IllegalArgumentException("no neuron L" + layer + "." + neuron);
      }
    }
  }

  private NDArray correct(NDManager work, int layer, NeuronReplacement.Layer replaced) {
    return kernels()
        .call(
            work,
            "correct",
            afters.get(layer),
            middles.get(layer),
            network.layer(layer),
            Gpt2Network.longs(work, replaced.neurons()),
            values(work, replaced),
            sources(work, replaced),
            network.config().activation(),
            network.config().layerNormEpsilon());
  }

  private NDArray advance(
      NDManager work, NDArray middle, int layer, NeuronReplacement.@Nullable Layer replaced) {
    try (NDArray post = network.neurons(work, middle, layer)) {
      if (replaced == null) {
        return network.project(work, middle, post, layer);
      }
      return kernels()
          .call(
              work,
              "project_replaced",
              middle,
              post,
              network.layer(layer),
              Gpt2Network.longs(work, replaced.neurons()),
              values(work, replaced),
              sources(work, replaced));
    }
  }

  private static NDArray values(NDManager work, NeuronReplacement.Layer replaced) {
    float[] values =
        replaced instanceof NeuronReplacement.Constants constants
            ? constants.values()
            : new float[0];
    return work.create(values, new Shape(values.length));
  }

  /** Returns the row of the batch each row takes from; empty for constants. */
  private NDArray sources(NDManager work, NeuronReplacement.Layer replaced) {
    if (!(replaced instanceof NeuronReplacement.Resampled resampled)) {
      return Gpt2Network.longs(work, new int[0]);
    }
    int[] rows = resampled.sources();
    if (rows.length != batch.ids().length) {
      throw new IllegalArgumentException(rows.length + " sources, " + batch.ids().length + " rows");
    }
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] < 0 || rows[row] >= batch.context()) {
        throw new IllegalArgumentException("no position " + rows[row]);
      }
      rows[row] += row / batch.context() * batch.context();
    }
    return Gpt2Network.longs(work, rows);
  }

  private TorchScript kernels() {
    return network.kernels();
  }

  @Override
  public void close() {
    scope.close();
  }
}
