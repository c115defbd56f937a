package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.rhodb.engine.network.NeuronReplacement;

/** Walks the gradient of a batch's loss down through the layers, estimating neurons on its way. */
final class Gpt2Gradient {
  private final Gpt2Network network;
  private final Gpt2CleanPass clean;
  private final DoubleConsumer pulse;

  Gpt2Gradient(Gpt2Network network, Gpt2CleanPass clean, DoubleConsumer pulse) {
    this.network = network;
    this.clean = clean;
    this.pulse = pulse;
  }

  SortedMap<Integer, double[]> estimate(NeuronReplacement replacement) {
    ReplacementTensors.check(replacement, network.config());
    SortedMap<Integer, double[]> estimates = new TreeMap<>();
    if (replacement.layers().isEmpty()) {
      return estimates;
    }
    int sequences = clean.batch().sequences();
    int lowest = replacement.layers().firstKey();
    int top = network.config().nLayers() - 1;
    try (NDManager work = network.runtime().openScope()) {
      NDArray gradient = clean.predicted().gradient(work, clean.streams(top).after());
      for (int layer = top; layer >= lowest; layer--) {
        NDArray middle = clean.streams(layer).middle();
        NeuronReplacement.Layer replaced = replacement.layers().get(layer);
        if (replaced != null) {
          estimates.put(layer, estimate(gradient, middle, layer, replaced));
        }
        if (layer > lowest) {
          try (NDArray behind = gradient;
              NDArray inside = network.gradientInside(work, behind, middle, layer)) {
            NDArray before = clean.streams(layer - 1).after();
            gradient = network.gradientBefore(work, inside, before, layer, sequences);
          }
        }
        pulse.accept(2 * network.layerFlops(sequences, clean.batch().context()));
      }
    }
    return estimates;
  }

  private double[] estimate(
      NDArray gradient, NDArray middle, int layer, NeuronReplacement.Layer replaced) {
    try (NDManager inside = network.runtime().openScope()) {
      return network
          .kernels()
          .call(
              inside,
              "estimate",
              gradient,
              middle,
              network.layer(layer),
              Gpt2Network.longs(inside, replaced.neurons()),
              ReplacementTensors.values(inside, replaced),
              ReplacementTensors.sources(inside, replaced, clean.batch()),
              network.config().activation(),
              network.config().layerNormEpsilon())
          .toDoubleArray();
    }
  }
}
