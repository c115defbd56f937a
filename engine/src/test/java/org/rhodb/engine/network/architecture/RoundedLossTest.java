package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
import org.rhodb.engine.network.RoundingCheck;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** Divergences from products in 8 bits are those of float64 logits, or are not taken. */
class RoundedLossTest {
  private static final int D_VOCAB = 9001;
  private static final int D_MODEL = 48;
  private static final int D_MLP = 96;
  private static final int CONTEXT = 32;
  private static final AblationMethod ROUNDED = method(true, true);
  private static final AblationMethod EXACT = method(true, false);
  private static final AblationMethod WHOLE = method(false, false);

  private static TensorRuntime runtime;
  private int openBefore;

  @BeforeAll
  static void start() {
    runtime = TensorRuntime.start("cpu", 2);
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @AfterEach
  void everythingIsClosed() {
    assertThat(runtime.openArrays()).isEqualTo(openBefore);
  }

  private static AblationMethod method(boolean isTiled, boolean isRounded) {
    return new AblationMethod(true, 512, isTiled, isRounded, AblationMethod.CHANGE_BYTES);
  }

  /** A head whose tokens are as unequally likely as words are: one dimension is constant. */
  private static MapWeights weights() {
    ModelConfig config =
        new ModelConfig(
            "gpt2", D_VOCAB, CONTEXT, D_MODEL, 2, 4, D_MLP, "gelu", 1e-5, true, false, false,
            false);
    MapWeights weights = MapWeights.random(config, 3);
    Random random = new Random(8);
    float[] scale = new float[D_MODEL];
    float[] shift = new float[D_MODEL];
    Arrays.fill(scale, 1);
    scale[0] = 0;
    shift[0] = 2;
    weights.put("ln_f.weight", scale, D_MODEL);
    weights.put("ln_f.bias", shift, D_MODEL);
    List<Integer> ranks = new ArrayList<>();
    for (int token = 0; token < D_VOCAB; token++) {
      ranks.add(token);
    }
    Collections.shuffle(ranks, random);
    float[] head = new float[D_VOCAB * D_MODEL];
    for (int i = 0; i < head.length; i++) {
      head[i] =
          i % D_MODEL == 0
              ? (float) -Math.log(1 + ranks.get(i / D_MODEL)) / 2
              : (float) (0.15 * random.nextGaussian());
    }
    weights.put("lm_head.weight", head, D_VOCAB, D_MODEL);
    return weights;
  }

  private static TokenBatch batch() {
    int[] ids = new Random(5).ints(4 * CONTEXT, 0, D_VOCAB).toArray();
    boolean[] counted = new boolean[ids.length];
    Arrays.fill(counted, true);
    counted[3] = false;
    return new TokenBatch(0, 4, CONTEXT, ids, new byte[ids.length], counted);
  }

  /** Replaces few and many neurons by values near what they hold, or far from it. */
  private static List<NeuronReplacement> runs(int count, double deviation) {
    Random random = new Random(11);
    List<NeuronReplacement> runs = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      int[] neurons = random.ints(0, D_MLP).distinct().limit(1 + r % 7).toArray();
      float[] values = new float[neurons.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      runs.add(NeuronReplacement.none().withConstants(r % 2, neurons, values));
    }
    return runs;
  }

  /** What a method finds. */
  private record Found(List<AblatedLoss> losses, RoundingCheck rounding) {}

  private Found ablate(MapWeights weights, AblationMethod method, List<NeuronReplacement> runs) {
    openBefore = runtime.openArrays();
    BitSet layers = new BitSet();
    layers.set(0, 2);
    try (Network network = CheckpointNetworks.open(runtime, weights);
        CleanPass clean = network.openCleanPass(batch(), layers, method, flops -> {})) {
      List<AblatedLoss> losses = clean.ablate(runs, flops -> {});
      return new Found(losses, clean.rounding());
    }
  }

  private static void assertSame(List<AblatedLoss> found, List<AblatedLoss> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int r = 0; r < found.size(); r++) {
      double tokens = expected.get(r).tokens();
      double kl = expected.get(r).klSum() / tokens;
      assertThat(found.get(r).klSum() / tokens)
          .as("run %d", r)
          .isCloseTo(kl, within(Math.min(AblationMethod.TOLERANCE, 2e-3 * kl + 1e-9)));
      assertThat(found.get(r).lossSum() / tokens)
          .as("run %d", r)
          .isCloseTo(expected.get(r).lossSum() / tokens, within(AblationMethod.TOLERANCE));
    }
  }

  private static List<AblatedLoss> reversed(List<AblatedLoss> losses) {
    List<AblatedLoss> back = new ArrayList<>(losses);
    Collections.reverse(back);
    return back;
  }

  @Test
  void agreesWithLogitsInFloat64() {
    List<NeuronReplacement> runs = runs(24, 0.3);
    Found found = ablate(weights(), ROUNDED, runs);
    assertThat(found.rounding().rounded()).isEqualTo(22);
    assertThat(found.rounding().checked()).isEqualTo(2);
    assertThat(found.rounding().worst()).isPositive().isLessThan(AblationMethod.TOLERANCE);
    List<AblatedLoss> expected = ablate(weights(), WHOLE, runs).losses();
    assertThat(expected.get(0).klSum() / expected.get(0).tokens()).isGreaterThan(1e-3);
    assertSame(found.losses(), expected);
  }

  @Test
  void smallDivergencesKeepTheirDigits() {
    List<NeuronReplacement> runs = new ArrayList<>();
    for (int neuron = 0; neuron < 40; neuron++) {
      int[] sources = new Random(neuron).ints(4 * CONTEXT, 0, CONTEXT).toArray();
      runs.add(NeuronReplacement.none().withResampled(1, new int[] {neuron}, sources));
    }
    int[] same = new int[4 * CONTEXT];
    Arrays.setAll(same, p -> p % CONTEXT);
    runs.add(NeuronReplacement.none().withResampled(1, new int[] {7, 8}, same));
    Found found = ablate(weights(), ROUNDED, runs);
    assertThat(found.rounding().rounded()).isPositive();
    assertSame(found.losses(), ablate(weights(), WHOLE, runs).losses());
    assertThat(found.losses().get(40).klSum() / found.losses().get(40).tokens())
        .isCloseTo(0, within(1e-10));
  }

  @Test
  void orderAndCompanyDoNotMatter() {
    List<NeuronReplacement> runs = runs(40, 0.3);
    Found together = ablate(weights(), ROUNDED, runs);
    assertThat(ablate(weights(), ROUNDED, runs)).isEqualTo(together);
    List<NeuronReplacement> back = new ArrayList<>(runs);
    Collections.reverse(back);
    assertSame(reversed(ablate(weights(), ROUNDED, back).losses()), together.losses());
    Found few = ablate(weights(), ROUNDED, runs.subList(0, 20));
    assertThat(few.rounding().rounded()).isPositive();
    assertSame(few.losses(), together.losses().subList(0, 20));
  }

  @Test
  void greatDivergencesComeFromFloat32() {
    List<NeuronReplacement> some = new ArrayList<>(runs(8, 40));
    some.addAll(runs(24, 0.3));
    Found found = ablate(weights(), ROUNDED, some);
    assertThat(found.rounding().refused()).isBetween(4L, 8L);
    assertThat(found.rounding().rounded()).isGreaterThan(20);
    assertSame(found.losses(), ablate(weights(), EXACT, some).losses());

    List<NeuronReplacement> most = new ArrayList<>(runs(28, 40));
    most.addAll(runs(4, 0.3));
    found = ablate(weights(), ROUNDED, most);
    assertThat(found.rounding()).isEqualTo(new RoundingCheck(0, 30, 2, 0));
    assertSame(found.losses(), ablate(weights(), EXACT, most).losses());
  }

  @Test
  void wideTailsAreNoticed() {
    for (double width : new double[] {1, 2, 3}) {
      MapWeights weights = weights();
      Random random = new Random(2);
      float[] head = new float[D_VOCAB * D_MODEL];
      for (int i = 0; i < head.length; i++) {
        double tail = Math.exp(width * (random.nextGaussian() - width));
        head[i] = (float) (0.3 * tail * random.nextGaussian());
      }
      weights.put("lm_head.weight", head, D_VOCAB, D_MODEL);
      float[] scale = new float[D_MODEL];
      for (int d = 0; d < D_MODEL; d++) {
        scale[d] = (float) Math.exp(width * random.nextGaussian());
      }
      weights.put("ln_f.weight", scale, D_MODEL);
      List<NeuronReplacement> runs = runs(32, 0.2);
      Found found = ablate(weights, ROUNDED, runs);
      assertThat(found.rounding().checked()).isPositive();
      assertSame(found.losses(), ablate(weights, EXACT, runs).losses());
    }
  }

  @Test
  void logitsThatRiseBeyondFloat32AreComparedWhole() {
    MapWeights weights = weights();
    weights.fill("lm_head.weight", new Random(1), 60, D_VOCAB, D_MODEL);
    List<NeuronReplacement> runs = runs(16, 500);
    List<AblatedLoss> found = ablate(weights, ROUNDED, runs).losses();
    List<AblatedLoss> expected = ablate(weights, WHOLE, runs).losses();
    for (int r = 0; r < 16; r++) {
      double kl = expected.get(r).klSum();
      assertThat(kl / expected.get(r).tokens()).isGreaterThan(50);
      assertThat(found.get(r).klSum()).isCloseTo(kl, within(1e-5 * kl));
    }
  }

  @Test
  void fewRunsAndSmallVocabulariesAreNotRounded() {
    assertThat(ablate(weights(), ROUNDED, runs(15, 0.3)).rounding()).isEqualTo(RoundingCheck.NONE);
    assertThat(ROUNDED.rounds(16, D_VOCAB)).isTrue();
    assertThat(ROUNDED.rounds(16, 257)).isFalse();
    assertThat(EXACT.rounds(16, D_VOCAB)).isFalse();
  }
}
