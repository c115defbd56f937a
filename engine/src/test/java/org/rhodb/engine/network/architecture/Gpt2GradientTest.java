package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.MapWeights;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** The way back from the losses, against finite differences. */
class Gpt2GradientTest {
  private static final int[] NEURONS = {1, 5, 20};
  private static final float[] VALUES = {0.5f, -0.25f, 1f};
  private static TensorRuntime runtime;

  @BeforeAll
  static void start() {
    runtime = TensorRuntime.start("cpu", 2);
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  private static MapWeights weights(String activation, boolean isByLayer) {
    return MapWeights.random(
        new ModelConfig(
            "gpt2", 60, 32, 16, 3, 2, 64, activation, 1e-5, true, isByLayer, false, true),
        11);
  }

  private static TokenBatch batch() {
    int[] ids = new Random(5).ints(4 * 24, 0, 60).toArray();
    boolean[] counted = new boolean[ids.length];
    Arrays.fill(counted, true);
    counted[3] = false;
    counted[30] = false;
    return new TokenBatch(0, 4, 24, ids, new byte[ids.length], counted);
  }

  private static NeuronReplacement constants() {
    NeuronReplacement replacement = NeuronReplacement.none();
    for (int layer = 0; layer < 3; layer++) {
      replacement = replacement.withConstants(layer, NEURONS, VALUES);
    }
    return replacement;
  }

  /**
   * Replacing an activation a by a + s (value - a) is scaling its output vector by 1 - s and adding
   * s value times it to the layer's output bias.
   */
  private static double lossMoved(
      String activation, boolean isByLayer, int layer, int neuron, float value, double s) {
    MapWeights weights = weights(activation, isByLayer);
    String name = "h." + layer + ".mlp.c_proj.";
    float[] matrix = floats(weights.tensor(name + "weight").bytes());
    float[] bias = floats(weights.tensor(name + "bias").bytes());
    for (int d = 0; d < 16; d++) {
      float w = matrix[neuron * 16 + d];
      matrix[neuron * 16 + d] = (float) (w * (1 - s));
      bias[d] += (float) (s * value * w);
    }
    weights.put(name + "weight", matrix, 64, 16);
    weights.put(name + "bias", bias, 16);
    try (Network network = CheckpointNetworks.open(runtime, weights);
        CleanPass clean = network.openCleanPass(batch())) {
      return clean.lossSum();
    }
  }

  private static float[] floats(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  @Test
  void agreesWithFiniteDifferencesInEveryLayerAndActivation() {
    for (String activation : List.of("gelu_new", "gelu", "relu")) {
      boolean isByLayer = activation.equals("gelu");
      SortedMap<Integer, double[]> estimates;
      try (Network network = CheckpointNetworks.open(runtime, weights(activation, isByLayer));
          CleanPass clean = network.openCleanPass(batch())) {
        estimates = clean.estimate(constants(), flops -> {});
      }
      assertThat(estimates.keySet()).containsExactly(0, 1, 2);
      double greatest = 0;
      for (int layer = 0; layer < 3; layer++) {
        for (int i = 0; i < NEURONS.length; i++) {
          double step = 0.02;
          double slope =
              (lossMoved(activation, isByLayer, layer, NEURONS[i], VALUES[i], step)
                      - lossMoved(activation, isByLayer, layer, NEURONS[i], VALUES[i], -step))
                  / (2 * step);
          double estimate = estimates.get(layer)[i];
          greatest = Math.max(greatest, Math.abs(estimate));
          // relu bends within the step at a few positions
          double tolerance = activation.equals("relu") ? 0.02 : 0.003;
          assertThat(estimate)
              .as("%s L%d.%d", activation, layer, NEURONS[i])
              .isCloseTo(slope, within(0.01 + tolerance * Math.abs(slope)));
        }
      }
      assertThat(greatest).isGreaterThan(1);
    }
  }

  @Test
  void resampledByThemselvesChangeNothingAndByOthersWhatTheyDo() {
    try (Network network = CheckpointNetworks.open(runtime, weights("gelu_new", false));
        CleanPass clean = network.openCleanPass(batch())) {
      int[] same = new int[4 * 24];
      int[] next = new int[4 * 24];
      for (int p = 0; p < same.length; p++) {
        same[p] = p % 24;
        next[p] = (p + 1) % 24;
      }
      NeuronReplacement none = NeuronReplacement.none().withResampled(2, NEURONS, same);
      assertThat(clean.estimate(none, flops -> {}).get(2)).containsOnly(0);
      NeuronReplacement other = NeuronReplacement.none().withResampled(2, NEURONS, next);
      double[] estimates = clean.estimate(other, flops -> {}).get(2);
      List<NeuronReplacement> ones = new ArrayList<>();
      for (int neuron : NEURONS) {
        ones.add(NeuronReplacement.none().withResampled(2, new int[] {neuron}, next));
      }
      List<AblatedLoss> exact = clean.ablate(ones, flops -> {});
      for (int i = 0; i < NEURONS.length; i++) {
        double delta = exact.get(i).lossSum() - clean.lossSum();
        assertThat(estimates[i]).isCloseTo(delta, within(0.5 * Math.abs(delta) + 0.5));
      }
    }
  }

  @Test
  void needsEveryLayerAboveTheLowest() {
    BitSet lowest = new BitSet();
    lowest.set(0);
    int before = runtime.openArrays();
    try (Network network = CheckpointNetworks.open(runtime, weights("gelu", false));
        CleanPass clean =
            network.openCleanPass(batch(), lowest, AblationMethod.BEST, flops -> {})) {
      assertThatThrownBy(() -> clean.estimate(constants(), flops -> {}))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(clean.estimate(NeuronReplacement.none(), flops -> {})).isEmpty();
    }
    assertThat(runtime.openArrays()).isEqualTo(before);
  }
}
