package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** Every way to run the ablations of a batch gives the same losses. */
class Gpt2SuffixesTest {
  private static final int D_MLP = 128;
  private static final TokenBatch BATCH = ReferenceModels.tokens(0, 4);
  private static TensorRuntime runtime;
  private static Network network;
  private static Network unfused;

  @BeforeAll
  static void open() {
    runtime = TensorRuntime.start("cpu", 2);
    network = CheckpointNetworks.open(runtime, ReferenceModels.weights("gpt2-b"));
    unfused = CheckpointNetworks.open(runtime, ReferenceModels.weights("gpt2-b"), false);
  }

  @AfterAll
  static void close() {
    network.close();
    unfused.close();
    runtime.close();
  }

  /** One layer and several, constants and resampled, few neurons and all; layers not in order. */
  private static List<NeuronReplacement> replacements() {
    Random random = new Random(4);
    int[] sources = random.ints(BATCH.ids().length, 0, BATCH.context()).toArray();
    List<NeuronReplacement> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      NeuronReplacement replacement = NeuronReplacement.none();
      for (int layer = i % 3; layer < (i < 6 ? i % 3 + 1 : 3); layer++) {
        int[] neurons = random.ints(0, D_MLP).distinct().limit(i == 4 ? D_MLP : 1 + i).toArray();
        float[] values = new float[neurons.length];
        for (int n = 0; n < values.length; n++) {
          values[n] = (float) random.nextGaussian();
        }
        replacement =
            i % 4 == 3
                ? replacement.withResampled(layer, neurons, sources)
                : replacement.withConstants(layer, neurons, values);
      }
      all.add(replacement);
    }
    all.add(5, NeuronReplacement.none());
    return all;
  }

  private static List<AblatedLoss> ablate(AblationMethod method, List<NeuronReplacement> all) {
    return ablate(network, method, all);
  }

  private static List<AblatedLoss> ablate(
      Network network, AblationMethod method, List<NeuronReplacement> all) {
    BitSet layers = new BitSet();
    all.stream().filter(r -> !r.layers().isEmpty()).forEach(r -> layers.set(r.layers().firstKey()));
    try (CleanPass clean = network.openCleanPass(BATCH, layers, method, flops -> {})) {
      return clean.ablate(all, flops -> {});
    }
  }

  private static void assertClose(List<AblatedLoss> found, List<AblatedLoss> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      double tokens = expected.get(i).tokens();
      assertThat(found.get(i).tokens()).isEqualTo(expected.get(i).tokens());
      assertThat(found.get(i).lossSum() / tokens)
          .isCloseTo(expected.get(i).lossSum() / tokens, within(5e-6));
      assertThat(found.get(i).klSum() / tokens)
          .isCloseTo(expected.get(i).klSum() / tokens, within(2e-6));
    }
  }

  @Test
  void stackingSuffixesTilesAndFusedProductsNeverChangeALoss() {
    List<NeuronReplacement> all = replacements();
    List<AblatedLoss> whole =
        ablate(unfused, new AblationMethod(false, 1, false, false, 0, 1), all);
    assertThat(whole.get(5).klSum()).isZero();
    assertThat(whole.get(4).klSum() / whole.get(4).tokens()).isGreaterThan(0.1);
    int stack = BATCH.ids().length;
    for (boolean isSuffix : new boolean[] {true, false}) {
      for (boolean isTiled : new boolean[] {true, false}) {
        for (int runs : new int[] {1, 2, 5, 100}) {
          for (long bytes : new long[] {1, 200_000, 1 << 28}) {
            AblationMethod method =
                new AblationMethod(isSuffix, runs * stack, isTiled, true, 0, bytes);
            assertClose(ablate(network, method, all), whole);
            assertClose(ablate(unfused, method, all), whole);
          }
        }
      }
    }
  }

  @Test
  void orderAndCompanyDoNotMatter() {
    List<NeuronReplacement> all = replacements();
    List<AblatedLoss> together = ablate(AblationMethod.BEST, all);
    List<AblatedLoss> alone = new ArrayList<>();
    all.forEach(one -> alone.addAll(ablate(AblationMethod.BEST, List.of(one))));
    assertClose(together, alone);
    List<NeuronReplacement> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    List<AblatedLoss> back = new ArrayList<>(ablate(AblationMethod.BEST, reversed));
    Collections.reverse(back);
    assertClose(back, together);
    assertThat(ablate(AblationMethod.BEST, all)).isEqualTo(together);
  }

  @Test
  void replacingNeuronsByThemselvesChangesNothing() {
    AblatedLoss none =
        ablate(
                AblationMethod.BEST,
                List.of(NeuronReplacement.none().withResampled(1, new int[] {7}, identity())))
            .get(0);
    assertThat(none.klSum() / none.tokens()).isCloseTo(0, within(1e-9));
  }

  private static int[] identity() {
    int[] same = new int[BATCH.ids().length];
    for (int p = 0; p < same.length; p++) {
      same[p] = p % BATCH.context();
    }
    return same;
  }

  @Test
  void logitsThatRiseBeyondFloat32AreComparedWhole() {
    // A head of great rows and a last layer thrown far off: logits move by hundreds of nats.
    ModelConfig config =
        new ModelConfig("gpt2", 300, 64, 16, 2, 2, 32, "gelu", 1e-5, true, false, false, false);
    MapWeights weights = MapWeights.random(config, 2);
    float[] head = new float[300 * 16];
    Random random = new Random(1);
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) (60 * random.nextGaussian());
    }
    weights.put("lm_head.weight", head, 300, 16);
    int[] ids = random.ints(2 * 64, 0, 300).toArray();
    boolean[] counted = new boolean[ids.length];
    Arrays.fill(counted, true);
    TokenBatch batch = new TokenBatch(0, 2, 64, ids, new byte[ids.length], counted);
    NeuronReplacement far =
        NeuronReplacement.none().withConstants(1, new int[] {2, 3}, new float[] {500, -900});
    BitSet layers = new BitSet();
    layers.set(1);
    try (Network large = CheckpointNetworks.open(runtime, weights);
        CleanPass tiled = large.openCleanPass(batch, layers, AblationMethod.BEST, f -> {});
        CleanPass whole =
            large.openCleanPass(
                batch, layers, new AblationMethod(true, 1, false, false, 0, 1), f -> {})) {
      AblatedLoss expected = whole.ablate(far);
      AblatedLoss found = tiled.ablate(far);
      assertThat(expected.klSum() / expected.tokens()).isGreaterThan(100);
      assertThat(found.klSum()).isCloseTo(expected.klSum(), within(1e-5 * expected.klSum()));
      assertThat(found.lossSum()).isCloseTo(expected.lossSum(), within(1e-5 * expected.lossSum()));
    }
  }

  @Test
  void stopsBetweenPiecesOfWork() {
    int before = runtime.openArrays();
    AtomicInteger pieces = new AtomicInteger();
    BitSet layers = new BitSet();
    layers.set(0, 3);
    try (CleanPass clean = network.openCleanPass(BATCH, layers, AblationMethod.BEST, flops -> {})) {
      assertThatThrownBy(
              () ->
                  clean.ablate(
                      replacements(),
                      flops -> {
                        assertThat(flops).isPositive();
                        if (pieces.incrementAndGet() == 4) {
                          throw new IllegalStateException("enough");
                        }
                      }))
          .hasMessage("enough");
      assertThat(clean.ablate(replacements(), flops -> {})).hasSize(13);
    }
    assertThatThrownBy(
            () ->
                network
                    .openCleanPass(
                        BATCH,
                        layers,
                        AblationMethod.BEST,
                        flops -> {
                          throw new IllegalStateException("at once");
                        })
                    .close())
        .hasMessage("at once");
    assertThat(runtime.openArrays()).isEqualTo(before);
  }

  @Test
  void refusesALayerThatWasNotKept() {
    BitSet last = new BitSet();
    last.set(2);
    try (CleanPass clean = network.openCleanPass(BATCH, last, AblationMethod.BEST, flops -> {})) {
      NeuronReplacement lower = NeuronReplacement.none().withConstants(1, new int[1], new float[1]);
      assertThatThrownBy(() -> clean.ablate(lower)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
