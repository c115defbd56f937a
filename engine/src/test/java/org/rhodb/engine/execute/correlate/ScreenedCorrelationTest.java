package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.network.tensor.screen.ScreenType;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.statistic.GaussianNumbers;

/** Screened answers must be the dense ones: rows, and rho within 1e-5. */
class ScreenedCorrelationTest {
  private static final int TOKENS = 3001;
  private static final int LAYERS = 2;
  private static final int D_MLP = 24;
  private static final int NEURONS = LAYERS * D_MLP;

  private SyntheticStudy study;
  private final List<CheckpointEntry> models = new ArrayList<>();

  @BeforeEach
  void open() {
    study = new SyntheticStudy(TOKENS);
    for (int m = 0; m < 3; m++) {
      float[][] values = SyntheticStudy.activations(TOKENS, NEURONS, 1, 10L * (m + 1));
      for (float[] row : values) {
        row[5] = 0.1f; // never varies
        row[30] = row[6]; // a duplicate
        row[31] = -row[6];
      }
      for (int j = 7; j < NEURONS; j += 9) {
        values[100 + m][j] = 1e4f; // one token has all the energy
      }
      models.add(study.add("model" + m, 100, LAYERS, D_MLP, values));
    }
  }

  @AfterEach
  void close() {
    assertThat(study.openArrays()).isZero();
    assertThat(study.memory.availableBytes()).isEqualTo(study.memory.limitBytes());
    study.close();
  }

  private Operator correlate(Bounds bounds) {
    return new CorrelateExec(
        new IslandAnalysis.Correlate(List.of(new Group(models)), study.corpus()), bounds);
  }

  private Operator universal(Bounds bounds) {
    return new UniversalExec(
        new IslandAnalysis.Universal(
            List.of(new Group(models)), List.of(), study.corpus(), List.of()),
        bounds);
  }

  private static Bounds rho(double low, double high) {
    return Bounds.of("rho", ColumnBounds.between(low, high));
  }

  static Stream<Bounds> filters() {
    return Stream.of(
        rho(0.5, 2),
        rho(0.9, 2),
        rho(-2, -0.3),
        rho(0.2, 0.4),
        rho(0.3, 2).withTopK(17),
        rho(0.3, 2).withBestMatchOnly(),
        Bounds.ofAbsoluteMin(0.6),
        Bounds.NONE.withTopK(5),
        Bounds.NONE.withBestMatchOnly());
  }

  static Stream<Bounds> matches() {
    return Stream.of(
        Bounds.NONE,
        rho(0.5, 2),
        rho(0.8, 2),
        rho(1.5, 2),
        Bounds.of("min_rho", ColumnBounds.between(0.6, 2)),
        Bounds.of("max_rho", ColumnBounds.between(0.9, 2))
            .withUnusedColumns(java.util.Set.of("mutual")));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void givesThePairsThatDenseGives(Bounds bounds) {
    compare(() -> correlate(bounds), 8, 8);
  }

  @ParameterizedTest
  @MethodSource("matches")
  void givesTheUniversalNeuronsThatDenseGives(Bounds bounds) {
    compare(() -> universal(bounds), 4, 5);
  }

  @Test
  void leavesOutANeuronWhoseOnlyMatchIsWanted() {
    int tokens = 40_000;
    try (SyntheticStudy wide = new SyntheticStudy(tokens)) {
      List<CheckpointEntry> apart = new ArrayList<>();
      for (int m = 0; m < 3; m++) {
        float[][] values = SyntheticStudy.activations(tokens, 8, 20 + m, 30 + m);
        GaussianNumbers one = new GaussianNumbers(1);
        GaussianNumbers two = new GaussianNumbers(2);
        for (float[] row : values) {
          // Of the first model like one half of the second's, of the third like its other half.
          row[0] = (float) ((m < 2 ? one.next() : 0) + (m > 0 ? two.next() : 0));
        }
        apart.add(wide.add("apart" + m, 100, 1, 8, values));
      }
      List<List<List<Object>>> answers = new ArrayList<>();
      for (String strategy : List.of("dense", "sketch")) {
        wide.settings =
            Settings.DEFAULTS.with(Setting.STRATEGY, strategy).with(Setting.SKETCH_ROWS, "16384");
        answers.add(
            wide
                .rows(
                    new UniversalExec(
                        new IslandAnalysis.Universal(
                            List.of(new Group(apart)), List.of(), wide.corpus(), List.of()),
                        rho(0.5, 2)))
                .stream()
                .map(row -> row.subList(0, 5))
                .toList());
      }
      assertThat(answers.get(0)).extracting(row -> row.get(0)).containsExactly("apart1");
      assertThat(answers.get(1)).isEqualTo(answers.get(0));
    }
  }

  /** Runs both ways, with sketches of several sizes, and compares. */
  private void compare(Supplier<Operator> operator, int keyColumns, int firstNumber) {
    study.settings = Settings.DEFAULTS.with(Setting.STRATEGY, "dense");
    Map<String, List<Object>> dense = byKey(study.rows(operator.get()), keyColumns);
    for (String type : ScreenType.words()) {
      for (String rows : List.of("32", "512", "4096", "all")) {
        boolean isSketch = !rows.equals("all");
        study.settings =
            Settings.DEFAULTS
                .with(Setting.STRATEGY, isSketch ? "sketch" : "rounded")
                .with(Setting.SKETCH_ROWS, isSketch ? rows : "0")
                .with(Setting.SCREEN_TYPE, type)
                .with(Setting.VERIFY, rows.equals("512") ? "true" : "false");
        study.runs.clear();
        Map<String, List<Object>> screened = byKey(study.rows(operator.get()), keyColumns);
        assertThat(study.runs.get(0).detail())
            .contains(isSketch ? "sketch of" : "all 3,001 tokens")
            .contains("in " + type);
        assertThat(screened.keySet()).as(rows + " in " + type).isEqualTo(dense.keySet());
        dense.forEach(
            (key, row) -> {
              for (int c = firstNumber; c < row.size(); c++) {
                assertClose(screened.get(key).get(c), row.get(c));
              }
            });
      }
    }
  }

  private static Map<String, List<Object>> byKey(List<List<Object>> rows, int keyColumns) {
    Map<String, List<Object>> map = new TreeMap<>();
    rows.forEach(row -> map.put(row.subList(0, keyColumns).toString(), row));
    assertThat(map).hasSameSizeAs(rows);
    return map;
  }

  private static void assertClose(Object found, Object expected) {
    if (expected instanceof Double number) {
      assertThat((Double) found).isCloseTo(number, within(1e-5));
    } else {
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void screensAwayMostPairsAndRunsEachModelTwice() {
    study.settings = sketching().with(Setting.HOLD_ACTIVATIONS, "false");
    study.rows(correlate(rho(0.9, 2)));
    assertThat(study.streams).hasSize(6);
    assertThat(study.runs.get(0).forwardPasses()).isEqualTo(6);
    String detail = study.runs.get(0).detail();
    long left = Long.parseLong(detail.replaceAll(".* ([\\d,]+) of .*", "$1").replace(",", ""));
    assertThat(left).isBetween(1L, 3L * NEURONS * NEURONS / 2);
  }

  @Test
  void runsEachModelOnceWhereItsActivationsFitTheMemory() {
    study.settings = sketching().with(Setting.HOLD_ACTIVATIONS, "false");
    List<List<Object>> twice = study.rows(correlate(rho(0.9, 2)));
    long neededBytes = study.memory.peakBytes();
    study.streams.clear();
    study.settings = sketching();
    assertThat(study.rows(correlate(rho(0.9, 2)))).isEqualTo(twice);
    assertThat(study.streams).hasSize(3);
    assertThat(study.runs.get(1).forwardPasses()).isEqualTo(3);

    study.streams.clear();
    study.memory = new MemoryBudget(neededBytes + 1_200_000); // of 1.7 MB of activations
    assertThat(study.rows(correlate(rho(0.9, 2)))).isEqualTo(twice);
    assertThat(study.streams).hasSize(6);
    assertThat(study.streams.subList(3, 6)).noneMatch(stream -> stream.endsWith("@0"));
    assertThat(study.runs.get(2).flops()).isBetween(1.4 * 3e6 * TOKENS, 1.6 * 3e6 * TOKENS);
    assertThat(study.runs.get(2).detail()).contains("of activations held");

    study.streams.clear();
    study.memory = new MemoryBudget(neededBytes);
    assertThat(study.rows(correlate(rho(0.9, 2)))).isEqualTo(twice);
    assertThat(study.streams.subList(3, 6)).allMatch(stream -> stream.endsWith("@0"));
  }

  private static Settings sketching() {
    return Settings.DEFAULTS
        .with(Setting.STRATEGY, "sketch")
        .with(Setting.SKETCH_ROWS, "16384")
        .with(Setting.SCREEN_TYPE, "float32");
  }

  @Test
  void computesDenselyWhereTheScreenLeavesTooMuch() {
    study.settings = Settings.DEFAULTS.with(Setting.STRATEGY, "dense");
    List<List<Object>> dense = study.rows(correlate(rho(0.85, 2)));
    study.settings = Settings.DEFAULTS.with(Setting.SKETCH_ROWS, "1024");
    // Products so slow that a screen seems to pay, sums of chosen pairs slower still.
    study.rates = new DeviceRates(1e6, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 3e4, 1e9, 1e9);
    assertThat(correlate(rho(0.85, 2)).plan(study.context()).chosen()).startsWith("sketch");
    study.runs.clear();
    assertThat(study.rows(correlate(rho(0.85, 2)))).isEqualTo(dense);
    assertThat(study.runs.get(0).detail()).contains("computed densely");
  }

  @Test
  void isDeterministic() {
    study.settings =
        Settings.DEFAULTS.with(Setting.STRATEGY, "sketch").with(Setting.SKETCH_ROWS, "2048");
    List<List<Object>> once = study.rows(correlate(rho(0.4, 2)));
    study.batch = 17;
    assertThat(study.rows(correlate(rho(0.4, 2)))).isEqualTo(once);
  }

  @Test
  void saysWhatItChoseAndWhatNot() {
    study.settings = Settings.DEFAULTS.with(Setting.STRATEGY, "sketch");
    assertThat(correlate(rho(0.5, 2)).plan(study.context()).chosen())
        .matches("sketch of 2,048 rows in (int8|bfloat16|float32), margin about .*");
    assertThat(correlate(rho(0.5, 2)).plan(study.context()).notes())
        .anyMatch(line -> line.startsWith("rejected: dense"));
    assertThat(correlate(Bounds.NONE).plan(study.context()).chosen()).startsWith("dense");
  }
}
