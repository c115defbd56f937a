package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.statistic.Pearson;

class CorrelateExecTest {
  private static final int TOKENS = 333;
  private static final int LAYERS = 3;
  private static final int D_MLP = 16;
  private static final int NEURONS = LAYERS * D_MLP;

  private SyntheticStudy study;
  private float[][] a;
  private float[][] b;
  private float[][] c;
  private CheckpointEntry alias;
  private CheckpointEntry battle;
  private CheckpointEntry caprica;

  @BeforeEach
  void open() {
    study = new SyntheticStudy(TOKENS);
    a = SyntheticStudy.activations(TOKENS, NEURONS, 1, 10);
    b = SyntheticStudy.activations(TOKENS, NEURONS, 1, 20);
    c = SyntheticStudy.activations(TOKENS, NEURONS, 1, 30);
    for (float[] row : a) {
      row[5] = 0.1f; // a neuron that never varies
    }
    alias = study.add("alias", 100, LAYERS, D_MLP, a);
    battle = study.add("battle", 100, LAYERS, D_MLP, b);
    caprica = study.add("caprica", 100, LAYERS, D_MLP, c);
  }

  @AfterEach
  void close() {
    assertThat(study.openArrays()).isZero();
    assertThat(study.memory.availableBytes()).isEqualTo(study.memory.limitBytes());
    study.close();
  }

  private CorrelateExec correlate(Bounds bounds, CheckpointEntry... checkpoints) {
    return new CorrelateExec(
        new IslandAnalysis.Correlate(
            List.of(new Group(Arrays.asList(checkpoints))), study.corpus()),
        bounds);
  }

  private static double expected(float[][] x, float[][] y, List<Object> row) {
    int i = (int) row.get(2) * D_MLP + (int) row.get(3);
    int j = (int) row.get(6) * D_MLP + (int) row.get(7);
    return Pearson.twoPass(SyntheticStudy.column(x, i), SyntheticStudy.column(y, j));
  }

  @Test
  void correlatesEveryPairOfEveryPairOfModels() {
    List<List<Object>> rows = study.rows(correlate(Bounds.NONE, alias, battle, caprica));
    assertThat(rows).hasSize(3 * NEURONS * NEURONS);
    Map<String, float[][]> values = Map.of("alias", a, "battle", b, "caprica", c);
    for (List<Object> row : rows) {
      double rho = expected(values.get(row.get(0)), values.get(row.get(4)), row);
      assertThat(row.get(9)).isEqualTo((long) TOKENS);
      if (Double.isNaN(rho)) {
        assertThat(row.get(8)).isNull();
      } else {
        assertThat((Double) row.get(8)).isCloseTo(rho, within(1e-5));
      }
    }
    assertThat(rows.stream().map(r -> r.get(0) + "-" + r.get(4)).distinct())
        .containsExactlyInAnyOrder("alias-battle", "alias-caprica", "battle-caprica");
    assertThat(rows.stream().filter(r -> r.get(8) == null)).hasSize(2 * NEURONS);
  }

  @Test
  void runsEachModelOnceHoweverManyPairs() {
    CheckpointEntry dark = study.add("dark", 100, LAYERS, D_MLP, a);
    CheckpointEntry expanse = study.add("expanse", 100, LAYERS, D_MLP, b);
    study.rows(correlate(Bounds.NONE, alias, battle, caprica, dark, expanse));
    assertThat(study.streams).hasSize(5);
    assertThat(study.runs).hasSize(1);
    assertThat(study.runs.get(0).forwardPasses()).isEqualTo(5);
    assertThat(study.runs.get(0).tokens()).isEqualTo(TOKENS);
    assertThat(study.runs.get(0).flops())
        .isCloseTo(5e6 * TOKENS + 20.0 * NEURONS * NEURONS * TOKENS, within(1e3));
  }

  @Test
  void givesTheSameRowsWhateverBatchesAndTiles() {
    study.batch = TOKENS;
    List<List<Object>> whole = study.rows(correlate(Bounds.NONE, alias, battle));
    study.batch = 7;
    assertThat(study.rows(correlate(Bounds.NONE, alias, battle))).isEqualTo(whole);
    study.batch = 50;
    long needed = correlate(Bounds.NONE, alias, battle).plan(study.context()).peakBytes();
    study.memory = new MemoryBudget(needed / 2);
    OperatorPlan tiled = correlate(Bounds.NONE, alias, battle).plan(study.context());
    assertThat(tiled.peakBytes()).isLessThanOrEqualTo(needed / 2);
    assertThat(tiled.chosen()).doesNotContain(" 1 tile");
    List<List<Object>> rows = study.rows(correlate(Bounds.NONE, alias, battle));
    assertThat(rows).hasSameSizeAs(whole);
    Map<List<Object>, Object> rhos =
        whole.stream()
            .filter(r -> r.get(8) != null)
            .collect(Collectors.toMap(r -> r.subList(0, 8), r -> r.get(8)));
    for (List<Object> row : rows) {
      Object rho = rhos.get(row.subList(0, 8));
      if (rho == null) {
        assertThat(row.get(8)).isNull();
      } else {
        assertThat((Double) row.get(8)).isCloseTo((Double) rho, within(1e-6));
      }
    }
  }

  @Test
  void tilesASecondRelationIntoWhatTheFirstLeaves() {
    CorrelateExec operator = correlate(Bounds.NONE, alias, battle);
    List<List<Object>> whole = study.rows(operator);
    study.memory = new MemoryBudget(operator.plan(study.context()).peakBytes() * 3 / 2);
    try (RowSource first = operator.open(study.context());
        RowSource second = operator.open(study.context())) {
      RowBatch batch = new RowBatch(operator.columns(), 10);
      assertThat(first.next(batch)).isTrue();
      int rows = 0;
      while (second.next(batch)) {
        rows += batch.size();
      }
      assertThat(rows).isEqualTo(whole.size());
    }
    assertThat(study.memory.availableBytes()).isEqualTo(study.memory.limitBytes());
    assertThat(study.memory.peakBytes()).isLessThanOrEqualTo(study.memory.limitBytes());
  }

  @Test
  void refusesWhatNoTilingFitsBeforeAnyModelRuns() {
    study.memory = new MemoryBudget(8_000);
    assertThatThrownBy(() -> study.rows(correlate(Bounds.NONE, alias, battle)))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.R501);
              assertThat(e.getMessage()).contains("8.0 kB").contains("needs");
              assertThat(e.hint()).contains("memory_limit");
            });
    assertThat(study.streams).isEmpty();
  }

  @Test
  void refusesResultsThatNobodyCanReadBeforeAnyModelRuns() {
    study.settings = study.settings.with(Setting.MAX_ROWS, "1000");
    assertThatThrownBy(() -> study.rows(correlate(Bounds.NONE, alias, battle)))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.U303);
              assertThat(e.hint()).contains("WHERE rho >", "LIMIT", "GROUP BY");
            });
    assertThat(study.streams).isEmpty();
    Bounds above = Bounds.of("rho", ColumnBounds.between(0.5, Double.POSITIVE_INFINITY));
    assertThat(study.rows(correlate(above, alias, battle))).isNotEmpty();
  }

  @Test
  void findsExactlyThePairsWithinBounds() {
    List<List<Object>> all = study.rows(correlate(Bounds.NONE, alias, battle));
    Bounds above = Bounds.of("rho", ColumnBounds.between(0.3, 0.6));
    assertThat(study.rows(correlate(above, alias, battle)))
        .containsExactlyInAnyOrderElementsOf(filter(all, above));
    Bounds magnitude = Bounds.ofAbsoluteMin(0.4);
    assertThat(study.rows(correlate(magnitude, alias, battle)))
        .containsExactlyInAnyOrderElementsOf(filter(all, magnitude));
    Bounds below = Bounds.of("rho", ColumnBounds.between(Double.NEGATIVE_INFINITY, -0.1));
    assertThat(study.rows(correlate(below, alias, battle)))
        .containsExactlyInAnyOrderElementsOf(filter(all, below));
  }

  private static List<List<Object>> filter(List<List<Object>> rows, Bounds bounds) {
    return rows.stream()
        .filter(
            row -> {
              for (int c = 0; c < CorrelateExec.COLUMNS.size(); c++) {
                if (!bounds.admits(CorrelateExec.COLUMNS.get(c).name(), row.get(c))) {
                  return false;
                }
              }
              return true;
            })
        .toList();
  }

  @Test
  void capturesOnlyTheLayersAndModelsThatAreAskedFor() {
    List<List<Object>> all = study.rows(correlate(Bounds.NONE, alias, battle, caprica));
    study.streams.clear();
    Bounds bounds =
        new Bounds(
            Map.of(
                "layer", ColumnBounds.oneOf(Set.of(1L)),
                "neuron", ColumnBounds.oneOf(Set.of(2L, 9L)),
                "other_layer", ColumnBounds.between(0, 1),
                "other_model", ColumnBounds.oneOf(Set.of("battle"))),
            0,
            Bounds.ALL_ROWS,
            Bounds.ALL_ROWS,
            false,
            Set.of());
    List<List<Object>> rows = study.rows(correlate(bounds, alias, battle, caprica));
    assertThat(study.streams).containsExactly("alias@100 L1-1 @0", "battle@100 L0-1 @0");
    List<List<Object>> expected = filter(all, bounds);
    assertThat(rows).hasSize(2 * 2 * D_MLP).hasSameSizeAs(expected);
    for (List<Object> row : rows) {
      assertThat((Double) row.get(8)).isCloseTo(expected(a, b, row), within(1e-5));
    }
  }

  @Test
  void givesNothingWithoutRunningWhereNothingCanBeWanted() {
    Bounds none = Bounds.of("layer", ColumnBounds.oneOf(Set.of(17L)));
    assertThat(study.rows(correlate(none, alias, battle))).isEmpty();
    assertThat(study.rows(correlate(Bounds.of("rho", ColumnBounds.NOTHING), alias, battle)))
        .isEmpty();
    assertThat(study.streams).isEmpty();
  }

  @Test
  void givesTheBestMatchOfEachNeuronAlone() {
    List<List<Object>> rows =
        study.rows(correlate(Bounds.NONE.withBestMatchOnly(), alias, battle, caprica));
    assertThat(rows).hasSize(3 * NEURONS);
    Map<List<Object>, Double> best =
        study.rows(correlate(Bounds.NONE, alias, battle, caprica)).stream()
            .filter(r -> r.get(8) != null)
            .collect(Collectors.toMap(r -> r.subList(0, 6), r -> (Double) r.get(8), Math::max));
    for (List<Object> row : rows) {
      assertThat(row.get(8)).isEqualTo(best.get(row.subList(0, 6)));
    }
    assertThat(rows.stream().filter(r -> r.get(8) == null)).hasSize(2);
  }

  @Test
  void givesTheTopRowsInOrderWithTies() {
    List<List<Object>> sorted =
        study.rows(correlate(Bounds.NONE, alias, alias, battle)).stream()
            .filter(r -> r.get(8) != null)
            .sorted(Comparator.comparingDouble(r -> -(Double) r.get(8)))
            .toList();
    List<List<Object>> top = study.rows(correlate(Bounds.NONE.withTopK(10), alias, alias, battle));
    assertThat(top.size()).isGreaterThanOrEqualTo(10);
    assertThat(top.stream().map(r -> r.get(8)).toList())
        .isEqualTo(sorted.subList(0, top.size()).stream().map(r -> r.get(8)).toList());
    assertThat(sorted.get(top.size()).get(8)).isNotEqualTo(top.get(top.size() - 1).get(8));
    int everything = 2 * NEURONS * NEURONS + NEURONS * NEURONS;
    assertThat(study.rows(correlate(Bounds.NONE.withTopK(everything), alias, alias, battle)))
        .hasSize(everything);
  }

  @Test
  void stopsAtARowLimit() {
    assertThat(study.rows(correlate(Bounds.NONE.withRowLimit(5), alias, battle))).hasSize(5);
  }

  @Test
  void findsRhoOneBetweenANeuronAndItself() {
    List<List<Object>> rows = study.rows(correlate(Bounds.NONE, alias, alias));
    assertThat(study.streams).hasSize(1);
    for (List<Object> row : rows) {
      if (row.get(2).equals(row.get(6)) && row.get(3).equals(row.get(7)) && row.get(8) != null) {
        assertThat((Double) row.get(8)).isCloseTo(1, within(1e-6)).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void survivesOneHugeToken() {
    a[200][7] = 1e9f;
    b[200][8] = -3e9f;
    for (List<Object> row : study.rows(correlate(Bounds.NONE, alias, battle))) {
      if (row.get(8) != null) {
        assertThat((Double) row.get(8)).isCloseTo(expected(a, b, row), within(1e-5));
      }
    }
  }

  @Test
  void refusesActivationsThatAreNoNumbers() {
    b[100][20] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> study.rows(correlate(Bounds.NONE, alias, battle)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("battle@100")
        .hasMessageContaining("layer 1, neuron 4");
  }

  @Test
  void stopsWhenCancelled() {
    study.cancellation.cancel();
    assertThatThrownBy(() -> study.rows(correlate(Bounds.NONE, alias, battle)))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.R506));
    assertThat(study.runs).isEmpty();
  }

  @Test
  void goesOnFromItsSavepointToTheSameBits(@TempDir Path folder) throws Exception {
    Group first = new Group(List.of(alias, battle));
    Group second = new Group(List.of(battle, caprica));
    IslandAnalysis.Correlate analysis =
        new IslandAnalysis.Correlate(List.of(first, second), study.corpus());
    List<List<Object>> whole = study.rows(new CorrelateExec(analysis, Bounds.NONE));
    study.streams.clear();
    study.savepoints = new FileSavepoints(folder);
    study.settings = study.settings.with(Setting.SAVE_INTERVAL, "1");
    AtomicLong clock = new AtomicLong();
    CorrelateExec exec =
        new CorrelateExec(analysis, Bounds.NONE, () -> clock.addAndGet(500_000_000L));
    // In the middle of the first group; writing took half a second, so one savepoint is all.
    study.breaksAfter = 5;
    assertThatThrownBy(() -> study.rows(exec)).hasMessage("killed");
    assertThat(folder.toFile().list()).hasSize(1);
    study.breaksAfter = 0;
    assertThat(study.rows(exec)).isEqualTo(whole);
    assertThat(study.streams)
        .containsExactly(
            "alias@100 L0-2 @0",
            "battle@100 L0-2 @0",
            "alias@100 L0-2 @64",
            "battle@100 L0-2 @64",
            "battle@100 L0-2 @0",
            "caprica@100 L0-2 @0");
    assertThat(study.runs.get(1).detail()).contains("went on from token 64");
    assertThat(folder.toFile().list()).isEmpty();
  }
}
