package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.TestCatalog;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.execute.activation.ModelRerun;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.MapWeights;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/** Ablations of a model with a vocabulary that is worth sampling. */
class SampledAblationTest {
  private static final int D_VOCAB = 8300;
  private static final int CONTEXT = 64;
  private static final int D_MODEL = 768;
  private static final Settings SMALL_BATCHES =
      Settings.DEFAULTS.with(Setting.BATCH_TOKENS, "" + 2 * CONTEXT);

  private static final TestCatalog CATALOG = new TestCatalog();
  private static ModelEntry model;
  private static CorpusEntry corpus;
  private static Networks networks;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    ModelConfig config =
        new ModelConfig(
            "gpt2", D_VOCAB, CONTEXT, D_MODEL, 2, 4, 64, "gelu", 1e-5, true, false, false, false);
    model = CATALOG.add("wide", config, 100);
    int[] ids = new Random(5).ints(6 * CONTEXT, 0, D_VOCAB).toArray();
    boolean[] counted = new boolean[ids.length];
    Arrays.fill(counted, true);
    corpus =
        CATALOG.add(
            ReferenceStudy.corpus("random", CONTEXT, D_VOCAB),
            new TokenBatch(0, 6, CONTEXT, ids, new byte[ids.length], counted));
    networks = new CheckpointNetworks("cpu", 2, true, checkpoint -> weights(config));
  }

  /** A head that leaves no token very likely. */
  private static MapWeights weights(ModelConfig config) {
    MapWeights weights = MapWeights.random(config, 4);
    weights.fill("lm_head.weight", new Random(6), 0.005, D_VOCAB, D_MODEL);
    return weights;
  }

  @AfterAll
  static void close() {
    networks.close();
  }

  private static ExecutionContext context(
      Settings settings, SavepointStore savepoints, Progress progress, Cancellation cancellation) {
    return new ExecutionContext(
        settings,
        CATALOG,
        networks,
        new ModelRerun(networks, CATALOG, settings),
        savepoints,
        new MemoryBudget(4_000_000_000L),
        progress,
        cancellation,
        "test statement");
  }

  private static ExecutionContext context(Settings settings) {
    return context(settings, SavepointStore.none(), Progress.silent(), new Cancellation());
  }

  /** Two layers and twelve draws of each: 26 variants. */
  private static AblateExec operator(AtomicLong minutes) {
    NeuronSet set = ReferenceStudy.neurons(model, List.of(0, 1), 3, 17, 40);
    return new AblateExec(
        () -> set,
        corpus,
        new Ablation.Mean(),
        true,
        new Control(Control.Kind.RANDOM, 12, 4),
        Screen.NONE,
        Bounds.NONE,
        networks,
        new ModelRerun(networks, CATALOG, SMALL_BATCHES),
        () -> minutes.addAndGet(60_000_000_000L));
  }

  private static List<List<@Nullable Object>> rows(Settings settings) {
    return TestRows.of(operator(new AtomicLong()), context(settings));
  }

  private static void assertClose(
      List<List<@Nullable Object>> found, List<List<@Nullable Object>> expected) {
    assertThat(found).hasSize(26);
    ReferenceStudy.assertSame(found, expected, AblationMethod.TOLERANCE);
  }

  private static String lastDetail() {
    return CATALOG.runs.get(CATALOG.runs.size() - 1).detail();
  }

  @Test
  void rowsAreThoseOfFloat32AndOfAnyBatch() {
    List<List<@Nullable Object>> expected = rows(SMALL_BATCHES.with(Setting.SAMPLED_LOSS, "false"));
    assertThat(lastDetail()).doesNotContain("of the vocabulary");
    assertClose(rows(SMALL_BATCHES), expected);
    assertThat(lastDetail())
        .containsPattern(
            "divergences from at most \\d+ % of the vocabulary: [4-7]\\d of runs and batches, "
                + "[12]?\\d from all of it instead")
        .contains("6 computed to tell, at most ");
    assertClose(rows(Settings.DEFAULTS), expected);
    assertClose(rows(SMALL_BATCHES.with(Setting.TILED_LOSS, "false")), expected);
    assertThat(lastDetail()).doesNotContain("of the vocabulary");
  }

  @Test
  void saysSoBeforehandAndExpectsLessTime() {
    OperatorPlan sampled = operator(new AtomicLong()).plan(context(SMALL_BATCHES));
    OperatorPlan exact =
        operator(new AtomicLong()).plan(context(SMALL_BATCHES.with(Setting.SAMPLED_LOSS, "false")));
    assertThat(sampled.notes().toString()).contains("samples of the vocabulary");
    assertThat(exact.notes().toString()).doesNotContain("of the vocabulary");
    assertThat(sampled.flops()).isEqualTo(exact.flops());
    assertThat(sampled.seconds()).isLessThan(exact.seconds());
    assertThat(sampled.peakBytes()).isGreaterThan(exact.peakBytes());
  }

  @Test
  void goesOnBehindASavepointToTheBit() {
    List<List<@Nullable Object>> whole = rows(SMALL_BATCHES);
    FileSavepoints store = new FileSavepoints(folder);
    Cancellation cancellation = new Cancellation();
    AtomicInteger passes = new AtomicInteger();
    Progress stopping =
        (stage, fraction, tokensPerSecond, etaSeconds) -> {
          String[] saved = folder.toFile().list();
          if (stage.startsWith("ablating") && saved != null && saved.length > 0) {
            passes.incrementAndGet();
            cancellation.cancel();
          }
        };
    AtomicLong clock = new AtomicLong();
    assertThatThrownBy(
            () ->
                TestRows.of(operator(clock), context(SMALL_BATCHES, store, stopping, cancellation)))
        .isInstanceOf(QueryException.class);
    assertThat(passes.get()).isPositive();
    assertThat(
            TestRows.of(
                operator(clock),
                context(SMALL_BATCHES, store, Progress.silent(), new Cancellation())))
        .isEqualTo(whole);
    assertThat(lastDetail()).contains("went on behind ");
  }
}
