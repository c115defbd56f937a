package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.MapWeights;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

class Gpt2NetworkTest {
  private static final int D_MLP = 128;
  private static TensorRuntime runtime;
  private static Network network;

  @BeforeAll
  static void open() {
    runtime = TensorRuntime.start("cpu", 1);
    network = CheckpointNetworks.open(runtime, ReferenceModels.weights("gpt2-b"));
  }

  @AfterAll
  static void close() {
    network.close();
    runtime.close();
  }

  private static float[] activations(TokenBatch batch, int first, int last) {
    try (ActivationMatrix matrix = network.openActivations(batch, first, last)) {
      assertThat(matrix.rows()).isEqualTo(batch.countedTokens());
      assertThat(matrix.neurons()).isEqualTo((last - first + 1) * D_MLP);
      return matrix.toArray();
    }
  }

  private static AblatedLoss ablate(int first, int end, NeuronReplacement replacement) {
    try (CleanPass clean = network.openCleanPass(ReferenceModels.tokens(first, end))) {
      return clean.ablate(replacement);
    }
  }

  private static NeuronReplacement twoLayers() {
    return NeuronReplacement.none()
        .withConstants(2, new int[] {5, 9}, new float[] {0.5f, -0.1f})
        .withConstants(0, new int[] {3, 17, 99}, new float[] {0, 1, 2});
  }

  @Test
  void keepsCountedPositionsOnly() {
    float[] counted = activations(ReferenceModels.tokens(0, 2), 0, 2);
    try (ActivationMatrix all = network.openAllActivations(ReferenceModels.tokens(0, 2), 0, 2)) {
      float[] every = all.toArray();
      int row = 3 * D_MLP;
      assertThat(all.rows()).isEqualTo(128);
      assertThat(Arrays.copyOfRange(counted, 0, 63 * row))
          .isEqualTo(Arrays.copyOfRange(every, row, 64 * row));
      assertThat(Arrays.copyOfRange(counted, 63 * row, 126 * row))
          .isEqualTo(Arrays.copyOfRange(every, 65 * row, 128 * row));
    }
  }

  @Test
  void keepsAskedLayersOnly() {
    float[] all = activations(ReferenceModels.tokens(0, 1), 0, 2);
    float[] middle = activations(ReferenceModels.tokens(0, 1), 1, 1);
    for (int row = 0; row < 63; row++) {
      assertThat(Arrays.copyOfRange(middle, row * D_MLP, (row + 1) * D_MLP))
          .isEqualTo(Arrays.copyOfRange(all, (3 * row + 1) * D_MLP, (3 * row + 2) * D_MLP));
    }
  }

  @Test
  void givesNoRowsWhereNothingCounts() {
    TokenBatch batch = new TokenBatch(0, 1, 4, new int[4], new byte[4], new boolean[4]);
    assertThat(activations(batch, 0, 2)).isEmpty();
    try (CleanPass clean = network.openCleanPass(batch)) {
      assertThat(clean.tokens()).isZero();
      assertThat(clean.ablate(twoLayers())).isEqualTo(AblatedLoss.ZERO);
    }
  }

  @Test
  void refusesLayersThatDoNotExist() {
    TokenBatch batch = ReferenceModels.tokens(0, 1);
    assertThatThrownBy(() -> network.openActivations(batch, 0, 3).close())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ablate(0, 1, NeuronReplacement.none().withConstants(3, new int[1], new float[1])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NeuronReplacement.none().withConstants(0, new int[2], new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lossesDoNotDependOnBatching() {
    AblatedLoss together = ablate(0, 6, twoLayers());
    AblatedLoss apart = AblatedLoss.ZERO;
    for (int s = 0; s < 6; s++) {
      apart = apart.merge(ablate(s, s + 1, twoLayers()));
    }
    Percentage onePartInAMillion = Percentage.withPercentage(1e-4);
    assertThat(apart.tokens()).isEqualTo(together.tokens());
    assertThat(apart.lossSum()).isCloseTo(together.lossSum(), onePartInAMillion);
    assertThat(apart.klSum()).isCloseTo(together.klSum(), onePartInAMillion);
  }

  @Test
  void constantsEqualTheSameConstantsInTheWeights() {
    MapWeights changed = ReferenceModels.weights("gpt2-a");
    fold(changed, 2, new int[] {5, 9}, new float[] {0.5f, -0.1f});
    fold(changed, 0, new int[] {3, 17, 99}, new float[] {0, 1, 2});
    TokenBatch batch = ReferenceModels.tokens(0, 6);
    try (Network plain = CheckpointNetworks.open(runtime, ReferenceModels.weights("gpt2-a"));
        Network folded = CheckpointNetworks.open(runtime, changed);
        CleanPass clean = plain.openCleanPass(batch);
        CleanPass expected = folded.openCleanPass(batch)) {
      assertThat(clean.ablate(twoLayers()).lossSum())
          .isCloseTo(expected.lossSum(), Percentage.withPercentage(1e-4));
    }
  }

  /** Takes neurons' output rows away and adds what the constants would write to the bias. */
  private static void fold(MapWeights weights, int layer, int[] neurons, float[] values) {
    String name = "h." + layer + ".mlp.c_proj.";
    float[] matrix = floats(weights, name + "weight");
    float[] bias = floats(weights, name + "bias");
    for (int i = 0; i < neurons.length; i++) {
      for (int d = 0; d < 32; d++) {
        bias[d] += values[i] * matrix[neurons[i] * 32 + d];
        matrix[neurons[i] * 32 + d] = 0;
      }
    }
    weights.put(name + "weight", matrix, D_MLP, 32);
    weights.put(name + "bias", bias, 32);
  }

  private static float[] floats(MapWeights weights, String name) {
    float[] values = new float[weights.tensor(name).bytes().remaining() / Float.BYTES];
    weights.tensor(name).bytes().asFloatBuffer().get(values);
    return values;
  }

  @Test
  void resamplingAPositionFromItselfChangesNothing() {
    int[] same = new int[6 * 64];
    Arrays.setAll(same, p -> p % 64);
    AblatedLoss loss =
        ablate(
            0,
            6,
            NeuronReplacement.none()
                .withResampled(0, new int[] {1, 2}, same)
                .withResampled(1, new int[] {3}, same));
    assertThat(loss.klSum() / 378).isCloseTo(0, Offset.offset(1e-9));
  }

  @Test
  void resamplingTakesFromTheSameSequence() {
    int[] third = new int[2 * 64];
    Arrays.fill(third, 3);
    float[][] values = new float[2][2];
    try (ActivationMatrix all = network.openAllActivations(ReferenceModels.tokens(0, 2), 1, 1)) {
      float[] every = all.toArray();
      for (int s = 0; s < 2; s++) {
        values[s][0] = every[(s * 64 + 3) * D_MLP + 7];
        values[s][1] = every[(s * 64 + 3) * D_MLP + 70];
      }
    }
    int[] neurons = {7, 70};
    AblatedLoss expected =
        ablate(0, 1, NeuronReplacement.none().withConstants(1, neurons, values[0]))
            .merge(ablate(1, 2, NeuronReplacement.none().withConstants(1, neurons, values[1])));
    AblatedLoss resampled = ablate(0, 2, NeuronReplacement.none().withResampled(1, neurons, third));
    assertThat(resampled.lossSum()).isCloseTo(expected.lossSum(), Percentage.withPercentage(1e-4));
    assertThat(resampled.klSum()).isCloseTo(expected.klSum(), Percentage.withPercentage(1e-4));
  }

  @Test
  void resamplingAbovesAReplacedLayerSeesTheReplacement() {
    int[] same = new int[64];
    Arrays.setAll(same, p -> p);
    NeuronReplacement below =
        NeuronReplacement.none().withConstants(0, new int[] {3}, new float[] {4});
    AblatedLoss alone = ablate(0, 1, below);
    AblatedLoss with = ablate(0, 1, below.withResampled(2, new int[] {1, 5}, same));
    assertThat(with.lossSum()).isCloseTo(alone.lossSum(), Percentage.withPercentage(1e-5));
  }

  @Test
  void largeVocabularyGoesThroughTheHeadInChunks() {
    ModelConfig config =
        new ModelConfig("gpt2", 50257, 128, 16, 1, 2, 32, "gelu", 1e-5, true, false, false, true);
    int n = 2 * 128;
    int[] ids = new Random(3).ints(n, 0, 50257).toArray();
    boolean[] counted = new boolean[n];
    Arrays.fill(counted, true);
    TokenBatch batch = new TokenBatch(0, 2, 128, ids, new byte[n], counted);
    NeuronReplacement replacement =
        NeuronReplacement.none().withConstants(0, new int[] {2}, new float[] {3});
    try (Network large = CheckpointNetworks.open(runtime, MapWeights.random(config, 2));
        CleanPass clean = large.openCleanPass(batch)) {
      assertThat(clean.tokens()).isEqualTo(2 * 127);
      double expected = loss(large.logits(batch), ids, 50257);
      assertThat(clean.lossSum()).isCloseTo(expected, Percentage.withPercentage(1e-4));
      AblatedLoss ablated = clean.ablate(replacement);
      assertThat(ablated.klSum()).isPositive();
      assertThat(clean.ablate(replacement)).isEqualTo(ablated);
      assertThat(clean.ablate(NeuronReplacement.none()).klSum()).isZero();
    }
  }

  private static double loss(float[] logits, int[] ids, int dVocab) {
    double sum = 0;
    for (int p = 0; p + 1 < ids.length; p++) {
      if ((p + 1) % 128 != 0) {
        double total = 0;
        for (int v = 0; v < dVocab; v++) {
          total += Math.exp(logits[p * dVocab + v]);
        }
        sum += Math.log(total) - logits[p * dVocab + ids[p + 1]];
      }
    }
    return sum;
  }

  @Test
  void activationFunctionsAreTheFamilys() {
    // x P(X < x) at -1, 1, 2 for gelu; the tanh form of domain use for gelu_new.
    float[][] expected = {
      {(float) -0.158655254, 0.8413447f, 1.9544997f}, {tanh(-1), tanh(1), tanh(2)}, {0, 1, 2}
    };
    String[] names = {"gelu", "gelu_new", "relu"};
    for (boolean isFused : new boolean[] {true, false}) {
      try (TorchScript kernels = ProductKernels.load(runtime, "Gpt2.py", isFused);
          NDManager scope = runtime.openScope()) {
        NDArray x = scope.create(new float[] {-1, 1, 2}, new Shape(3, 1));
        NDArray one = scope.ones(new Shape(1, 1));
        NDArray zero = scope.zeros(new Shape(1));
        for (int i = 0; i < names.length; i++) {
          float[] found = kernels.call(scope, "activated", x, one, zero, names[i]).toFloatArray();
          assertThat(found).containsExactly(expected[i], Offset.offset(1e-6f));
        }
      }
    }
  }

  private static float tanh(double x) {
    return (float) (0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
  }

  @Test
  void outputNormsAreThoseOfTheRows() {
    float[] matrix = floats(ReferenceModels.weights("gpt2-a"), "h.1.mlp.c_proj.weight");
    double expected = 0;
    for (int d = 0; d < 32; d++) {
      expected += matrix[5 * 32 + d] * (double) matrix[5 * 32 + d];
    }
    try (Network a = CheckpointNetworks.open(runtime, ReferenceModels.weights("gpt2-a"))) {
      assertThat(a.outputNorms(1)).hasSize(D_MLP);
      assertThat((double) a.outputNorms(1)[5]).isCloseTo(Math.sqrt(expected), Offset.offset(1e-5));
    }
  }

  @Test
  void leavesNoArrayBehind() {
    int before = runtime.openArrays();
    for (int i = 0; i < 20; i++) {
      activations(ReferenceModels.tokens(0, 2), 0, 2);
      ablate(0, 2, twoLayers());
      assertThat(runtime.openArrays()).isEqualTo(before);
    }
    CheckpointNetworks.open(runtime, ReferenceModels.weights("gpt2-a")).close();
    assertThat(runtime.openArrays()).isEqualTo(before);
  }

  @Test
  void sameRunGivesTheSameBytes() {
    assertThat(activations(ReferenceModels.tokens(0, 6), 0, 2))
        .isEqualTo(activations(ReferenceModels.tokens(0, 6), 0, 2));
    assertThat(ablate(0, 6, twoLayers())).isEqualTo(ablate(0, 6, twoLayers()));
  }
}
