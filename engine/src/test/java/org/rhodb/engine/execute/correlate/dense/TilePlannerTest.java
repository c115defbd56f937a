package org.rhodb.engine.execute.correlate.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.activation.ModelRerun;
import org.rhodb.engine.execute.correlate.SyntheticStudy;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.grammar.tree.Baseline;

/** Plans of the study's own size: GPT-2 small, 36,864 neurons a model, 5 million tokens. */
class TilePlannerTest {
  private static final ModelConfig SMALL =
      new ModelConfig(
          "gpt2", 50257, 1024, 768, 12, 12, 3072, "gelu_new", 1e-5, true, true, true, true);
  private static final CorpusEntry CORPUS =
      new CorpusEntry("pile", "f", "gpt2", 512, 9766, 5_000_192, 5_000_000, Set.of(), 50257, "h");

  private SyntheticStudy study;

  @BeforeEach
  void open() {
    study = new SyntheticStudy(1);
  }

  @AfterEach
  void close() {
    study.close();
  }

  private static GroupWork models(int count) {
    List<CheckpointEntry> networks = new ArrayList<>();
    List<NeuronPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      networks.add(new CheckpointEntry("m" + i, 400_000, "", "hash" + i, SMALL));
      for (int j = 0; j < i; j++) {
        pairs.add(new NeuronPair(j, NeuronAxis.all(SMALL), i, NeuronAxis.all(SMALL), true, true));
      }
    }
    return new GroupWork(networks, pairs, CORPUS);
  }

  private TilePlan plan(int models, long budgetBytes, BaselineDraws baseline) {
    ModelRerun source = new ModelRerun(study, study, study.settings);
    return new TilePlanner(source, baseline, 4096)
        .plan(models(models), new MemoryBudget(budgetBytes));
  }

  @Test
  void holdsOnePairWholeWhereItFits() {
    TilePlan plan = plan(2, 12_000_000_000L, BaselineDraws.NONE);
    assertThat(plan.passes()).hasSize(1);
    assertThat(plan.forwardPasses()).isEqualTo(2);
    assertThat(plan.peakBytes()).isBetween(5_436_000_000L, 12_000_000_000L);
    assertThat(plan.productFlops()).isBetween(1.3e16, 1.4e16);
    assertThat(plan.forwardFlops()).isBetween(1e15, 4e15);
  }

  /** Twelve layers of 3,072 neurons a network: squares over tokens, then maps of sums. */
  @Test
  void countsWhatRandomMapsTake() {
    int draws = 2;
    TilePlan plan = plan(2, 40_000_000_000L, new BaselineDraws(Baseline.Kind.ORTHOGONAL, draws, 1));
    double squares = 2.0 * 2 * 12 * CORPUS.countedTokens() * 3072 * 3072;
    double maps = draws * 2.0 * 12 * (2.0 * 36_864 * 3072 * 3072 + 14.0 / 3 * Math.pow(3072, 3));
    assertThat(plan.baselineFlops()).isCloseTo(squares + maps, within(1e6));
    assertThat(plan(2, 40_000_000_000L, BaselineDraws.NONE).baselineFlops()).isZero();
  }

  @Test
  void cutsOnePairIntoTilesWithinFourGigabytes() {
    TilePlan plan = plan(2, 4_000_000_000L, BaselineDraws.NONE);
    assertThat(plan.peakBytes()).isLessThanOrEqualTo(4_000_000_000L);
    assertThat(plan.tiles()).isGreaterThan(1);
    long pairs = 0;
    for (TilePass pass : plan.passes()) {
      for (TilePass.Tile tile : pass.tiles()) {
        pairs +=
            (long) pass.slices().get(tile.left()).axis().size()
                * pass.slices().get(tile.right()).axis().size();
      }
    }
    assertThat(pairs).isEqualTo(36_864L * 36_864);
    assertThat(
            plan(2, 4_000_000_000L, new BaselineDraws(Baseline.Kind.ORTHOGONAL, 3, 1)).peakBytes())
        .isLessThanOrEqualTo(4_000_000_000L);
  }

  @Test
  void runsFiveModelsOnceWhereAllPairsFit() {
    TilePlan plan = plan(5, 80_000_000_000L, BaselineDraws.NONE);
    assertThat(plan.forwardPasses()).isEqualTo(5);
    assertThat(plan.tiles()).isEqualTo(10);
  }

  @Test
  void saysWhatIsMissingWhereNothingFits() {
    assertThatThrownBy(() -> plan(2, 500_000_000L, BaselineDraws.NONE))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("m0@400000, m1@400000")
        .hasMessageContaining("500 MB");
  }

  @Test
  void asksForTheCostOfEachRangeOfLayersOnce() {
    ModelRerun rerun = new ModelRerun(study, study, study.settings);
    AtomicInteger asked = new AtomicInteger();
    ActivationSource counting =
        new ActivationSource() {
          @Override
          public ActivationStream open(
              CheckpointEntry checkpoint, CorpusEntry corpus, int first, int last, long token) {
            throw new IllegalStateException("a plan opens nothing");
          }

          @Override
          public ActivationCost cost(
              CheckpointEntry checkpoint, CorpusEntry corpus, int first, int last) {
            asked.incrementAndGet();
            return rerun.cost(checkpoint, corpus, first, last);
          }
        };
    TilePlanner planner = new TilePlanner(counting, BaselineDraws.NONE, 4096);
    assertThatThrownBy(() -> planner.plan(models(2), new MemoryBudget(1_000_000)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("in the smallest tiles");
    assertThat(asked.get()).isPositive().isLessThanOrEqualTo(2 * 12 * 13 / 2);
  }
}
