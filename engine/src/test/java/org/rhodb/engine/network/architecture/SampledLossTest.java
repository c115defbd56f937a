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
import org.rhodb.engine.network.SampleCheck;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** Divergences from samples are those of float64 logits, or are not taken. */
class SampledLossTest {
  private static final int D_VOCAB = 9001;
  private static final int D_MODEL = 48;
  private static final int D_MLP = 96;
  private static final int CONTEXT = 32;

  /** Tokens of the corpus that the batch is taken to be of. */
  private static final int TARGETS = 100_000;

  private static final AblationMethod SAMPLED = method(true, true);
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

  private static AblationMethod method(boolean isTiled, boolean isSampled) {
    return new AblationMethod(true, 512, isTiled, isSampled, TARGETS, AblationMethod.CHANGE_BYTES);
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

  private static TokenBatch batch(long firstSequence) {
    int[] ids = new Random(5).ints(4 * CONTEXT, 0, D_VOCAB).toArray();
    boolean[] counted = new boolean[ids.length];
    Arrays.fill(counted, true);
    counted[3] = false;
    return new TokenBatch(firstSequence, 4, CONTEXT, ids, new byte[ids.length], counted);
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
  private record Found(List<AblatedLoss> losses, SampleCheck sampling) {}

  private Found ablate(MapWeights weights, AblationMethod method, List<NeuronReplacement> runs) {
    return ablate(weights, batch(0), method, runs);
  }

  private Found ablate(
      MapWeights weights, TokenBatch batch, AblationMethod method, List<NeuronReplacement> runs) {
    openBefore = runtime.openArrays();
    BitSet layers = new BitSet();
    layers.set(0, 2);
    try (Network network = CheckpointNetworks.open(runtime, weights);
        CleanPass clean = network.openCleanPass(batch, layers, method, flops -> {})) {
      List<AblatedLoss> losses = clean.ablate(runs, flops -> {});
      return new Found(losses, clean.sampling());
    }
  }

  /** As far apart as six standard errors of a batch may be, and as float32 is. */
  private static void assertSame(List<AblatedLoss> found, List<AblatedLoss> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int r = 0; r < found.size(); r++) {
      AblatedLoss run = expected.get(r);
      double tokens = run.tokens();
      double sampled = 6 * SAMPLED.mostError((int) tokens, run.klSum()) / tokens;
      assertThat(found.get(r).klSum() / tokens)
          .as("run %d", r)
          .isCloseTo(run.klSum() / tokens, within(sampled + 2e-8 + 1e-6 * run.klSum() / tokens));
      assertThat(found.get(r).lossSum() / tokens)
          .as("run %d", r)
          .isCloseTo(run.lossSum() / tokens, within(sampled + 1e-6));
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
    Found found = ablate(weights(), SAMPLED, runs);
    assertThat(found.sampling().sampled()).isBetween(18L, 22L);
    assertThat(found.sampling().checked()).isEqualTo(2);
    assertThat(found.sampling().worst()).isPositive().isLessThan(1e-3);
    assertThat(found.sampling().share()).isBetween(1.0 / 32, 0.25);
    assertThat(found.sampling().savedFlops()).isPositive();
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
    Found found = ablate(weights(), SAMPLED, runs);
    assertThat(found.sampling().sampled()).isPositive();
    assertSame(found.losses(), ablate(weights(), WHOLE, runs).losses());
    assertThat(found.losses().get(40).klSum() / found.losses().get(40).tokens())
        .isCloseTo(0, within(1e-10));
  }

  @Test
  void orderAndCompanyDoNotMatter() {
    List<NeuronReplacement> runs = runs(40, 0.3);
    Found together = ablate(weights(), SAMPLED, runs);
    assertThat(ablate(weights(), SAMPLED, runs)).isEqualTo(together);
    List<NeuronReplacement> back = new ArrayList<>(runs);
    Collections.reverse(back);
    assertSame(reversed(ablate(weights(), SAMPLED, back).losses()), together.losses());
    Found few = ablate(weights(), SAMPLED, runs.subList(0, 20));
    assertThat(few.sampling().sampled()).isPositive();
    assertSame(few.losses(), together.losses().subList(0, 20));
  }

  @Test
  void greatDivergencesComeFromAllTokens() {
    List<NeuronReplacement> some = new ArrayList<>(runs(8, 40));
    some.addAll(runs(24, 0.3));
    Found found = ablate(weights(), SAMPLED, some);
    assertThat(found.sampling().refused()).isBetween(4L, 12L);
    assertThat(found.sampling().sampled()).isGreaterThan(17);
    assertSame(found.losses(), ablate(weights(), EXACT, some).losses());

    List<NeuronReplacement> most = new ArrayList<>(runs(28, 40));
    most.addAll(runs(4, 0.3));
    found = ablate(weights(), SAMPLED, most);
    assertThat(found.sampling().refused()).isBetween(22L, 30L);
    assertSame(found.losses(), ablate(weights(), EXACT, most).losses());
  }

  @Test
  void samplesErrToBothSidesAndByLittle() {
    List<NeuronReplacement> runs = runs(24, 0.3);
    List<AblatedLoss> expected = ablate(weights(), EXACT, runs).losses();
    double[] sum = new double[runs.size()];
    double[] squares = new double[runs.size()];
    int seeds = 40;
    for (int seed = 0; seed < seeds; seed++) {
      List<AblatedLoss> found = ablate(weights(), batch(4L * seed), SAMPLED, runs).losses();
      for (int r = 0; r < sum.length; r++) {
        double apart = found.get(r).klSum() - expected.get(r).klSum();
        sum[r] += apart;
        squares[r] += apart * apart;
      }
    }
    int beyond = 0;
    for (int r = 0; r < sum.length; r++) {
      double rms = Math.sqrt(squares[r] / seeds);
      AblatedLoss run = expected.get(r);
      assertThat(rms).isLessThan(1.3 * SAMPLED.mostError((int) run.tokens(), run.klSum()));
      // what is computed from all tokens errs by its rounding alone
      boolean isSampled = rms > 1e-7 * run.tokens();
      beyond += isSampled && Math.abs(sum[r] / seeds) > 3.5 * rms / Math.sqrt(seeds) ? 1 : 0;
    }
    assertThat(beyond).as("runs whose mean error is no chance").isLessThanOrEqualTo(1);
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
      Found found = ablate(weights, SAMPLED, runs);
      SampleCheck check = found.sampling();
      assertThat(check.sampled() + check.refused() + check.checked()).isEqualTo(32);
      assertSame(found.losses(), ablate(weights, EXACT, runs).losses());
    }
  }

  @Test
  void logitsThatRiseBeyondFloat32AreComparedWhole() {
    MapWeights weights = weights();
    weights.fill("lm_head.weight", new Random(1), 60, D_VOCAB, D_MODEL);
    List<NeuronReplacement> runs = runs(16, 500);
    List<AblatedLoss> found = ablate(weights, SAMPLED, runs).losses();
    List<AblatedLoss> expected = ablate(weights, WHOLE, runs).losses();
    for (int r = 0; r < 16; r++) {
      double kl = expected.get(r).klSum();
      assertThat(kl / expected.get(r).tokens()).isGreaterThan(50);
      assertThat(found.get(r).klSum()).isCloseTo(kl, within(1e-5 * kl));
    }
  }

  @Test
  void fewRunsAndSmallVocabulariesAreNotSampled() {
    assertThat(ablate(weights(), SAMPLED, runs(15, 0.3)).sampling()).isEqualTo(SampleCheck.NONE);
    assertThat(SAMPLED.samples(16, D_VOCAB)).isTrue();
    assertThat(SAMPLED.samples(16, 257)).isFalse();
    assertThat(EXACT.samples(16, D_VOCAB)).isFalse();
  }
}
