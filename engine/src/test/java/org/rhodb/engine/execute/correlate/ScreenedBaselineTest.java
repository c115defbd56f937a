package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rhodb.engine.execute.correlate.ScreenedUniversalTest.TOKENS;
import static org.rhodb.engine.execute.correlate.ScreenedUniversalTest.assertClose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.grammar.tree.Baseline;

/** Baselines of those neurons only whose matches are within the bounds: the rows of dense. */
class ScreenedBaselineTest {
  /** Neurons of a layer that are enough for an excess to bound rho. */
  private static final int WIDE = 64;

  /** As many as the widest network has neurons. */
  private static final int SIGNALS = 2 * (WIDE + 16);

  /** What is asked. */
  private record Ask(
      List<Group> groups, List<String> references, Baseline baseline, Bounds bounds) {}

  private static List<List<Object>> rows(SyntheticStudy study, Ask ask) {
    AtomicLong clock = new AtomicLong();
    return study.rows(
        new UniversalExec(
            new IslandAnalysis.Universal(
                ask.groups, ask.references, study.corpus(), List.of(ask.baseline)),
            ask.bounds,
            () -> clock.addAndGet(200_000_000L)));
  }

  /** Networks of different widths, some of two layers, at two checkpoints. */
  private static List<Group> groups(SyntheticStudy study, long seed, int networks) {
    List<Group> groups = new ArrayList<>();
    for (int step = 1; step <= 2; step++) {
      List<CheckpointEntry> models = new ArrayList<>();
      for (int m = 0; m < networks; m++) {
        int layers = 1 + m % 2;
        int width = WIDE + 8 * m;
        float[][] values = activations(seed + 100L * step, m, layers * width);
        models.add(study.add("model" + m, step, layers, width, values));
      }
      groups.add(new Group(models));
    }
    return groups;
  }

  /** Each neuron follows a signal of its own, as closely as its number says; one never varies. */
  private static float[][] activations(long seed, int model, int neurons) {
    GaussianNumbers signals = new GaussianNumbers(seed);
    GaussianNumbers own = new GaussianNumbers(seed + 1 + model);
    float[][] values = new float[TOKENS][neurons];
    for (float[] row : values) {
      for (int j = 0; j < SIGNALS; j++) {
        double heard = signals.next();
        if (j < neurons) {
          row[j] = (float) (2.0 * (j % WIDE) / WIDE * heard + own.next());
        }
      }
      row[3] = 1;
    }
    return values;
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void givesTheRowsOfDense(
      @ForAll @LongRange(min = 0, max = 1000) long seed,
      @ForAll @IntRange(min = 2, max = 3) int networks,
      @ForAll Baseline.Kind kind,
      @ForAll boolean isExcessAsked,
      @ForAll boolean isReferenceNamed,
      @ForAll boolean isLayerBound,
      @ForAll @DoubleRange(min = 0.05, max = 0.4) double least) {
    try (SyntheticStudy study = new SyntheticStudy(TOKENS)) {
      Map<String, ColumnBounds> bounds =
          Map.of(
              isExcessAsked ? "excess" : "rho",
              ColumnBounds.between(least, 0.9),
              "layer",
              isLayerBound ? ColumnBounds.between(0, 0) : ColumnBounds.ANY);
      Ask ask =
          new Ask(
              groups(study, seed, networks),
              isReferenceNamed ? List.of("model1") : List.of(),
              new Baseline(kind, 2, 7),
              new Bounds(bounds, 0, Bounds.ALL_ROWS, Bounds.ALL_ROWS, false, Set.of()));
      study.settings = study.settings.with(Setting.STRATEGY, "dense");
      List<List<Object>> dense = rows(study, ask);
      Statistics.label("rows").collect(!dense.isEmpty());
      study.settings =
          study.settings.with(Setting.STRATEGY, "rounded").with(Setting.VERIFY, "true");
      assertClose(rows(study, ask), dense);
      boolean isScreened = !isExcessAsked || kind != Baseline.Kind.PERMUTATION;
      String detail = study.runs.get(1).detail();
      assertThat(detail.contains("verified against dense")).isEqualTo(isScreened);
      if (isScreened && !dense.isEmpty()) {
        assertThat(detail).contains("baselines of ");
      }
    }
  }

  /** Which side's tokens are permuted must not depend on whose baseline it is. */
  @Example
  void permutesTheSameSideOfEqualWeights() {
    try (SyntheticStudy study = new SyntheticStudy(TOKENS)) {
      CheckpointEntry one = study.add("one", 1, 1, WIDE, activations(1, 1, WIDE));
      CheckpointEntry same =
          new CheckpointEntry("same", 1, "nowhere", one.weightsHash(), one.config());
      Ask ask =
          new Ask(
              List.of(new Group(List.of(one, same))),
              List.of(),
              new Baseline(Baseline.Kind.PERMUTATION, 1, 7),
              Bounds.of("rho", ColumnBounds.between(0.5, 2)));
      study.settings = study.settings.with(Setting.STRATEGY, "dense");
      List<List<Object>> dense = rows(study, ask);
      assertThat(dense).hasSize(2 * (WIDE - 1));
      study.settings = study.settings.with(Setting.STRATEGY, "rounded");
      assertClose(rows(study, ask), dense);
      assertThat(study.runs.get(1).detail()).contains("baselines of 126 neurons");
    }
  }

  @Example
  void computesEverythingWhereMostNeuronsHaveABaseline() {
    int tokens = 20_000;
    try (SyntheticStudy study = new SyntheticStudy(tokens)) {
      int neurons = ScreenedUniversalTest.NEURONS;
      List<CheckpointEntry> models = new ArrayList<>();
      for (int m = 0; m < 3; m++) {
        models.add(study.add("model" + m, 1, 1, neurons, ScreenedUniversalTest.alike(tokens, m)));
      }
      Ask ask =
          new Ask(
              List.of(new Group(models)),
              List.of(),
              new Baseline(Baseline.Kind.GAUSSIAN, 1, 1),
              Bounds.of("rho", ColumnBounds.between(0.8, 2)));
      study.settings = Settings.DEFAULTS.with(Setting.STRATEGY, "dense");
      List<List<Object>> dense = rows(study, ask);
      assertThat(dense).hasSizeGreaterThan(2 * neurons);
      study.settings = Settings.DEFAULTS;
      study.rates =
          new DeviceRates(1e6, 1e9, 1e6, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9);
      assertClose(rows(study, ask), dense);
      assertThat(study.runs.get(1).detail())
          .contains("pairs left (", "neurons: everything is computed");
    }
  }

  @Test
  void goesOnFromFinishedPasses(@TempDir Path folder) {
    try (SyntheticStudy study = new SyntheticStudy(TOKENS)) {
      Ask ask =
          new Ask(
              groups(study, 5, 3),
              List.of(),
              new Baseline(Baseline.Kind.ORTHOGONAL, 1, 7),
              Bounds.of("rho", ColumnBounds.between(0.2, 2)));
      study.settings =
          study.settings.with(Setting.STRATEGY, "rounded").with(Setting.SAVE_INTERVAL, "1");
      List<List<Object>> whole = rows(study, ask);
      assertThat(whole).isNotEmpty();
      study.savepoints = new FileSavepoints(folder);
      int streams = study.streams.size();
      study.breakAtStream = streams + streams / 2 + 1; // the second checkpoint's first
      assertThatThrownBy(() -> rows(study, ask)).hasMessage("killed");
      assertThat(rows(study, ask)).isEqualTo(whole);
      assertThat(study.runs.get(1).detail()).contains("took a finished pass from a savepoint");
    }
  }
}
