package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.statistic.GaussianNumbers;

/**
 * Universal neurons of networks whose matches are as good as chance makes them, screened with
 * margins from wide to narrow: the rows of dense, mutual matches among them.
 */
class ScreenedUniversalTest {
  static final int TOKENS = 2000;
  static final int NEURONS = 30;

  private static final List<String> COLUMNS = List.of("rho", "min_rho", "max_rho");

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void givesTheRowsOfDense(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int networks,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double least,
      @ForAll @IntRange(max = 2) int column,
      @ForAll @IntRange(min = 7, max = 13) int logRows) {
    try (SyntheticStudy study = new SyntheticStudy(TOKENS)) {
      List<CheckpointEntry> models = new ArrayList<>();
      for (int m = 0; m < networks; m++) {
        models.add(study.add("model" + m, 1, 1, NEURONS, activations(seed, m, NEURONS)));
      }
      Bounds bounds = Bounds.of(COLUMNS.get(column), ColumnBounds.between(least, 2));
      study.settings = Settings.DEFAULTS.with(Setting.STRATEGY, "dense");
      List<List<Object>> dense = rows(study, models, bounds);
      study.settings =
          Settings.DEFAULTS
              .with(Setting.STRATEGY, "sketch")
              .with(Setting.SCREEN_TYPE, "float32")
              .with(Setting.SKETCH_ROWS, String.valueOf(1 << logRows));
      List<List<Object>> screened = rows(study, models, bounds);
      assertClose(screened, dense);
      assertThat(study.runs.get(1).detail()).contains("sketch of");
    }
  }

  @Example
  void screensAllTokensWhereASketchLeavesTooMuch() {
    int tokens = 20_000;
    try (SyntheticStudy study = new SyntheticStudy(tokens)) {
      List<CheckpointEntry> models = new ArrayList<>();
      for (int m = 0; m < 5; m++) {
        models.add(study.add("model" + m, 1, 1, NEURONS, alike(tokens, m)));
      }
      Bounds bounds = Bounds.of("rho", ColumnBounds.between(0.9, 2));
      study.settings = Settings.DEFAULTS.with(Setting.STRATEGY, "dense");
      List<List<Object>> dense = rows(study, models, bounds);
      assertThat(dense).isNotEmpty();
      study.settings = Settings.DEFAULTS;
      // Slow products, the more so in float32: few pairs of a trained model would be left by a
      // sketch.
      study.rates =
          new DeviceRates(1e6, 1e7, 1e6, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 3e5, 1e9, 1e9);
      assertClose(rows(study, models, bounds), dense);
      assertThat(study.runs.get(1).detail())
          .contains(
              "sketch of",
              "screened by all 20,000 tokens in int8",
              "all 20,000 tokens in int8, margin")
          .doesNotContain("computed densely");
    }
  }

  /** All neurons follow one signal, some closer than others. */
  static float[][] alike(int tokens, int model) {
    GaussianNumbers signal = new GaussianNumbers(7);
    GaussianNumbers own = new GaussianNumbers(100 + model);
    float[][] values = new float[tokens][NEURONS];
    for (float[] row : values) {
      double heard = signal.next();
      for (int j = 0; j < NEURONS; j++) {
        row[j] = (float) (heard + own.next() * 0.02 * (j + 1));
      }
    }
    return values;
  }

  /** Each neuron follows a signal of its own and a neighbour's, as strongly as its number says. */
  private static float[][] activations(long seed, int model, int neurons) {
    GaussianNumbers signals = new GaussianNumbers(seed);
    GaussianNumbers own = new GaussianNumbers(seed + 1 + model);
    float[][] values = new float[TOKENS][neurons];
    double[] signal = new double[neurons];
    for (float[] row : values) {
      for (int j = 0; j < neurons; j++) {
        signal[j] = signals.next();
      }
      for (int j = 0; j < neurons; j++) {
        double strength = 2.0 * j / neurons;
        double heard = signal[j] + 0.5 * signal[(j + 1 + model) % neurons];
        row[j] = (float) (strength * heard + own.next() * (j % 5 == 0 ? heard : 1));
      }
    }
    return values;
  }

  private static List<List<Object>> rows(
      SyntheticStudy study, List<CheckpointEntry> models, Bounds bounds) {
    return study.rows(
        new UniversalExec(
            new IslandAnalysis.Universal(
                List.of(new Group(models)), List.of(), study.corpus(), List.of()),
            bounds));
  }

  static void assertClose(List<List<Object>> screened, List<List<Object>> dense) {
    assertThat(screened).hasSameSizeAs(dense);
    for (int r = 0; r < dense.size(); r++) {
      for (int c = 0; c < dense.get(r).size(); c++) {
        assertThat(isClose(screened.get(r).get(c), dense.get(r).get(c)))
            .as(screened.get(r) + " for " + dense.get(r))
            .isTrue();
      }
    }
  }

  private static boolean isClose(Object left, Object right) {
    if (left instanceof Double a && right instanceof Double b) {
      return Math.abs(a - b) < 1e-5;
    }
    return Objects.equals(left, right);
  }
}
