package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.RandomMap;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.engine.statistic.Pearson;
import org.rhodb.engine.statistic.RandomSeed;
import org.rhodb.grammar.tree.Baseline;

class UniversalExecTest {
  private static final int TOKENS = 300;
  private static final int LAYERS = 2;
  private static final int D_MLP = 12;
  private static final int NEURONS = LAYERS * D_MLP;
  private static final int CONSTANT = 5;

  private SyntheticStudy study;
  private final Map<String, float[][]> values = new LinkedHashMap<>();
  private final Map<String, CheckpointEntry> models = new LinkedHashMap<>();

  @BeforeEach
  void open() {
    study = new SyntheticStudy(TOKENS);
    long seed = 10;
    for (String name : List.of("alias", "battle", "caprica")) {
      float[][] activations = SyntheticStudy.activations(TOKENS, NEURONS, 1, seed++);
      if (name.equals("alias")) {
        for (float[] row : activations) {
          row[CONSTANT] = -0.17f;
        }
      }
      values.put(name, activations);
      models.put(name, study.add(name, 100, LAYERS, D_MLP, activations));
    }
  }

  @AfterEach
  void close() {
    assertThat(study.openArrays()).isZero();
    assertThat(study.memory.availableBytes()).isEqualTo(study.memory.limitBytes());
    study.close();
  }

  private UniversalExec universal(
      Bounds bounds, List<String> references, List<Baseline> baselines, String... names) {
    List<CheckpointEntry> listed = Arrays.stream(names).map(models::get).toList();
    return new UniversalExec(
        new IslandAnalysis.Universal(
            List.of(new Group(listed)), references, study.corpus(), baselines),
        bounds);
  }

  private UniversalExec all(Baseline... baselines) {
    return universal(
        Bounds.NONE, List.of(), List.of(baselines), models.keySet().toArray(String[]::new));
  }

  /** The whole definition once more, in float64 and by loops. */
  private Map<List<Object>, double[]> expected(Map<String, double[][][]> mapped) {
    Map<List<Object>, double[]> rows = new HashMap<>();
    for (String name : models.keySet()) {
      for (int i = 0; i < NEURONS; i++) {
        List<Double> best = new ArrayList<>();
        int mutual = 0;
        double baseline = 0;
        for (String other : models.keySet()) {
          if (other.equals(name)) {
            continue;
          }
          int match = bestMatch(name, i, other);
          if (match < 0) {
            continue;
          }
          best.add(rho(name, i, other, match));
          mutual += bestMatch(other, match, name) == i ? 1 : 0;
          double sum = 0;
          for (double[][] draw : mapped.getOrDefault(other, new double[0][][])) {
            double max = Double.NEGATIVE_INFINITY;
            for (double[] column : draw) {
              max =
                  Math.max(
                      max, Pearson.twoPass(SyntheticStudy.column(values.get(name), i), column));
            }
            sum += max / mapped.get(other).length;
          }
          baseline += sum;
        }
        int others = best.size();
        double mean = best.stream().mapToDouble(r -> r).average().orElse(Double.NaN);
        rows.put(
            List.of(name, i / D_MLP, i % D_MLP),
            new double[] {
              others,
              mean,
              best.stream().mapToDouble(r -> r).min().orElse(Double.NaN),
              best.stream().mapToDouble(r -> r).max().orElse(Double.NaN),
              mutual,
              mapped.isEmpty() ? Double.NaN : baseline / others
            });
      }
    }
    return rows;
  }

  private double rho(String name, int i, String other, int j) {
    return Pearson.twoPass(
        SyntheticStudy.column(values.get(name), i), SyntheticStudy.column(values.get(other), j));
  }

  private int bestMatch(String name, int i, String other) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < NEURONS; j++) {
      double rho = rho(name, i, other, j);
      if (rho > highest) {
        highest = rho;
        best = j;
      }
    }
    return best;
  }

  private static void check(
      List<List<Object>> rows, Map<List<Object>, double[]> expected, double tolerance) {
    assertThat(rows).hasSameSizeAs(expected.keySet());
    for (List<Object> row : rows) {
      double[] values = expected.get(List.of(row.get(0), row.get(2), row.get(3)));
      assertThat(row.get(4)).isEqualTo((int) values[0]);
      assertThat(row.get(8)).isEqualTo((int) values[4]);
      close(row.get(5), values[1], 1e-5);
      close(row.get(6), values[2], 1e-5);
      close(row.get(7), values[3], 1e-5);
      close(row.get(9), values[5], tolerance);
      close(row.get(10), values[1] - values[5], tolerance + 1e-5);
      assertThat(row.get(11)).isEqualTo((long) TOKENS);
    }
  }

  private static void close(Object found, double expected, double tolerance) {
    if (Double.isNaN(expected)) {
      assertThat(found).isNull();
    } else {
      assertThat((Double) found).isCloseTo(expected, within(tolerance));
    }
  }

  @Test
  void listsEveryNeuronWithItsBestMatches() {
    check(study.rows(all()), expected(Map.of()), 0);
    assertThat(study.streams).hasSize(3);
    assertThat(study.runs.get(0).operator()).isEqualTo("universal");
    assertThat(study.runs.get(0).forwardPasses()).isEqualTo(3);
  }

  @Test
  void givesNullForANeuronThatNeverVaries() {
    List<Object> row = study.rows(all(new Baseline(Baseline.Kind.ORTHOGONAL, 1, 0))).get(CONSTANT);
    assertThat(row.subList(0, 4)).containsExactly("alias", 100L, 0, CONSTANT);
    assertThat(row.subList(4, 11)).containsExactly(0, null, null, null, 0, null, null);
  }

  @Test
  void agreesWithBaselinesThatMapTheActivationsThemselves() {
    for (Baseline.Kind kind : List.of(Baseline.Kind.ORTHOGONAL, Baseline.Kind.GAUSSIAN)) {
      Map<String, double[][][]> mapped = new HashMap<>();
      for (String name : models.keySet()) {
        mapped.put(name, new double[][][] {mapped(kind, name, 0), mapped(kind, name, 1)});
      }
      check(study.rows(all(new Baseline(kind, 2, 7))), expected(mapped), 1e-5);
    }
  }

  /** Every mapped neuron of a model at every token, in float64: R y, layer by layer. */
  private double[][] mapped(Baseline.Kind kind, String name, int draw) {
    double[][] columns = new double[NEURONS][TOKENS];
    String purpose = kind == Baseline.Kind.ORTHOGONAL ? "orthogonal" : "gaussian";
    try (CorrelationKernels kernels = CorrelationKernels.load(study.runtime())) {
      for (int layer = 0; layer < LAYERS; layer++) {
        long seed = RandomSeed.derive(purpose, 7, draw, models.get(name).weightsHash(), layer);
        GaussianNumbers numbers = new GaussianNumbers(seed);
        try (RandomMap map =
            kind == Baseline.Kind.ORTHOGONAL
                ? kernels.openOrthogonalMap(D_MLP, numbers)
                : kernels.openGaussianMap(D_MLP, numbers)) {
          float[] r = map.toArray();
          for (int k = 0; k < D_MLP; k++) {
            for (int t = 0; t < TOKENS; t++) {
              for (int l = 0; l < D_MLP; l++) {
                columns[layer * D_MLP + k][t] +=
                    (double) r[k * D_MLP + l] * values.get(name)[t][layer * D_MLP + l];
              }
            }
          }
        }
      }
    }
    return columns;
  }

  @Test
  void permutesTokensWithinBlocks() {
    Baseline baseline = new Baseline(Baseline.Kind.PERMUTATION, 2, 3);
    for (List<Object> row : study.rows(all(baseline))) {
      if (row.get(9) != null) {
        double permuted = (double) row.get(9);
        assertThat(permuted).isBetween(0.02, 0.4); // the best of 24 chance correlations, n = 300
      }
    }
  }

  @Test
  void dependsNeitherOnTheOrderOfModelsNorOnTiles() {
    for (Baseline.Kind kind : Baseline.Kind.values()) {
      Baseline baseline = new Baseline(kind, 2, 11);
      study.memory = new MemoryBudget(4_000_000_000L);
      Map<List<Object>, List<Object>> rows = byNeuron(study.rows(all(baseline)));
      Map<List<Object>, List<Object>> turned =
          byNeuron(
              study.rows(
                  universal(
                      Bounds.NONE, List.of(), List.of(baseline), "caprica", "alias", "battle")));
      long needed = all(baseline).plan(study.context()).peakBytes();
      study.memory = new MemoryBudget(needed * 3 / 5);
      assertThat(all(baseline).plan(study.context()).forwardPasses()).isGreaterThan(3);
      Map<List<Object>, List<Object>> tiled = byNeuron(study.rows(all(baseline)));
      for (Map.Entry<List<Object>, List<Object>> row : rows.entrySet()) {
        for (int column : new int[] {5, 6, 7, 9, 10}) {
          Object expected = row.getValue().get(column);
          double value = expected == null ? Double.NaN : (double) expected;
          close(turned.get(row.getKey()).get(column), value, 1e-6);
          close(tiled.get(row.getKey()).get(column), value, 1e-6);
        }
      }
    }
  }

  private static Map<List<Object>, List<Object>> byNeuron(List<List<Object>> rows) {
    Map<List<Object>, List<Object>> byNeuron = new HashMap<>();
    rows.forEach(row -> byNeuron.put(row.subList(0, 4), row));
    return byNeuron;
  }

  @Test
  void listsTheReferenceAlone() {
    List<List<Object>> whole = study.rows(all());
    List<List<Object>> rows =
        study.rows(
            universal(Bounds.NONE, List.of("BATTLE"), List.of(), "alias", "battle", "caprica"));
    assertThat(rows).isEqualTo(whole.subList(NEURONS, 2 * NEURONS));
  }

  @Test
  void computesOnlyTheLayersAskedForWhereMutualIsNotRead() {
    List<List<Object>> whole = study.rows(all());
    Bounds layer = Bounds.of("layer", ColumnBounds.oneOf(Set.of(1L)));
    List<List<Object>> asked =
        study.rows(universal(layer, List.of(), List.of(), "alias", "battle", "caprica"));
    assertThat(asked).isEqualTo(whole.stream().filter(r -> r.get(2).equals(1)).toList());
    Bounds unread = layer.withUnusedColumns(Set.of("mutual"));
    UniversalExec exec = universal(unread, List.of(), List.of(), "alias", "battle", "caprica");
    List<List<Object>> rows = study.rows(exec);
    assertThat(rows).hasSameSizeAs(asked);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).subList(0, 4)).isEqualTo(asked.get(i).subList(0, 4));
      assertThat((Double) rows.get(i).get(5)).isCloseTo((Double) asked.get(i).get(5), within(1e-6));
    }
  }

  @Test
  void keepsOnlyRowsWithinBounds() {
    Bounds above = Bounds.of("rho", ColumnBounds.between(0.5, Double.POSITIVE_INFINITY));
    List<List<Object>> rows =
        study.rows(universal(above, List.of(), List.of(), "alias", "battle", "caprica"));
    assertThat(rows).isNotEmpty().hasSizeLessThan(3 * NEURONS);
    assertThat(rows).allMatch(row -> (double) row.get(5) >= 0.5);
  }

  @Test
  void keepsFinishedGroupsWhenKilled(@TempDir Path folder) {
    List<CheckpointEntry> listed = List.copyOf(models.values());
    IslandAnalysis.Universal analysis =
        new IslandAnalysis.Universal(
            List.of(new Group(listed.subList(0, 2)), new Group(listed.subList(1, 3))),
            List.of(),
            study.corpus(),
            List.of(new Baseline(Baseline.Kind.ORTHOGONAL, 2, 1)));
    List<List<Object>> whole = study.rows(new UniversalExec(analysis, Bounds.NONE));
    study.streams.clear();
    study.savepoints = new FileSavepoints(folder);
    study.settings = study.settings.with(Setting.SAVE_INTERVAL, "1");
    AtomicLong clock = new AtomicLong();
    UniversalExec exec =
        new UniversalExec(analysis, Bounds.NONE, () -> clock.addAndGet(500_000_000L));
    study.breakAtStream = 4; // the second model of the second group
    assertThatThrownBy(() -> study.rows(exec)).hasMessage("killed");
    study.breakAtStream = 0;
    study.streams.clear();
    assertThat(study.rows(exec)).isEqualTo(whole);
    assertThat(study.streams).hasSize(2).allMatch(s -> !s.startsWith("alias"));
    assertThat(folder.toFile().list()).isEmpty();
  }
}
