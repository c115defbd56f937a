package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/** Screened plans that are broken off go on from their savepoints to the same bits. */
class ScreenedSavepointTest {
  private static final int TOKENS = 14_010; // three blocks of 4,096, and a part of a group behind
  private static final int LAYERS = 2;
  private static final int D_MLP = 12;
  private static final long TICK = 100_000_000L;

  @TempDir Path folder;

  private static SyntheticStudy study(SavepointStore savepoints, String strategy, boolean isHeld) {
    SyntheticStudy study = new SyntheticStudy(TOKENS);
    study.savepoints = savepoints;
    study.settings =
        Settings.DEFAULTS
            .with(Setting.STRATEGY, strategy)
            .with(Setting.SKETCH_ROWS, "512")
            .with(Setting.SAVE_INTERVAL, "1")
            .with(Setting.HOLD_ACTIVATIONS, "" + isHeld);
    return study;
  }

  private static List<CheckpointEntry> models(SyntheticStudy study, int count) {
    List<CheckpointEntry> models = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      models.add(
          study.add(
              "m" + m,
              1,
              LAYERS,
              D_MLP,
              SyntheticStudy.activations(TOKENS, LAYERS * D_MLP, 1, 10L * (m + 1))));
    }
    return models;
  }

  private static Operator correlate(SyntheticStudy study) {
    AtomicLong clock = new AtomicLong();
    return new CorrelateExec(
        new IslandAnalysis.Correlate(List.of(new Group(models(study, 3))), study.corpus()),
        Bounds.of("rho", ColumnBounds.between(0.5, 2)),
        () -> clock.addAndGet(TICK));
  }

  private static Operator universal(SyntheticStudy study) {
    AtomicLong clock = new AtomicLong();
    List<CheckpointEntry> models = models(study, 3);
    return new UniversalExec(
        new IslandAnalysis.Universal(
            List.of(new Group(models.subList(0, 2)), new Group(models.subList(1, 3))),
            List.of(),
            study.corpus(),
            List.of()),
        Bounds.of("rho", ColumnBounds.between(0.5, 2)),
        () -> clock.addAndGet(TICK));
  }

  private static List<List<Object>> whole(String strategy, boolean isUniversal) {
    try (SyntheticStudy study = study(SavepointStore.none(), strategy, false)) {
      return study.rows(isUniversal ? universal(study) : correlate(study));
    }
  }

  @Test
  void goesOnInTheMiddleOfASketch() {
    List<List<Object>> whole = whole("sketch", false);
    assertThat(whole).isNotEmpty();
    try (SyntheticStudy study = study(new FileSavepoints(folder), "sketch", true)) {
      study.breaksAfter = 200; // batches of 50 tokens: the third block of the first network
      Operator broken = correlate(study);
      assertThatThrownBy(() -> study.rows(broken)).hasMessage("killed");
      assertThat(folder.toFile().list()).hasSize(1);
    }
    try (SyntheticStudy study = study(new FileSavepoints(folder), "sketch", true)) {
      assertThat(study.rows(correlate(study))).isEqualTo(whole);
      assertThat(study.streams.subList(0, 3))
          .satisfies(
              streams -> {
                assertThat(streams.get(0)).matches("m0@1 L0-1 @(4096|8192)");
                assertThat(streams.subList(1, 3)).allMatch(stream -> stream.endsWith("@0"));
              });
      assertThat(study.runs.get(0).detail()).contains("sketch of m0@1 went on from token");
      assertThat(study.openArrays()).isZero();
      assertThat(folder.toFile().list()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"sketch, true", "sketch, false", "rounded, true", "rounded, false"})
  void goesOnInTheMiddleOfComputingPairs(String strategy, boolean isHeld) {
    List<List<Object>> whole = whole(strategy, false);
    try (SyntheticStudy study = study(new FileSavepoints(folder), strategy, isHeld)) {
      study.breakAtStage = "computing pairs";
      study.breakAfterReports = 200;
      Operator broken = correlate(study);
      assertThatThrownBy(() -> study.rows(broken)).hasMessage("killed");
      assertThat(folder.toFile().list()).anyMatch(file -> file.startsWith("pairs-"));
    }
    try (SyntheticStudy study = study(new FileSavepoints(folder), strategy, isHeld)) {
      assertThat(study.rows(correlate(study))).isEqualTo(whole);
      assertThat(study.streams.subList(3, study.streams.size()))
          .as("the second pass")
          .hasSize(3)
          .noneMatch(stream -> stream.endsWith("@0"));
      assertThat(study.runs.get(0).detail()).contains("computing pairs went on from token");
      assertThat(study.openArrays()).isZero();
      assertThat(folder.toFile().list()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sketch", "rounded"})
  void computesNoPairsOfAFinishedGroupAgain(String strategy) {
    List<List<Object>> whole = whole(strategy, true);
    assertThat(whole).isNotEmpty();
    try (SyntheticStudy study = study(new FileSavepoints(folder), strategy, false)) {
      study.breakAtStream = 8; // the second pass of the second group
      Operator broken = universal(study);
      assertThatThrownBy(() -> study.rows(broken)).hasMessage("killed");
    }
    try (SyntheticStudy study = study(new FileSavepoints(folder), strategy, false)) {
      assertThat(study.rows(universal(study))).isEqualTo(whole);
      assertThat(study.streams).as("first passes of both groups, one second pass").hasSize(6);
      assertThat(folder.toFile().list()).isEmpty();
    }
  }

  @Test
  void takesNoSavepointOfOtherPairs() {
    try (SyntheticStudy study = study(new FileSavepoints(folder), "sketch", false)) {
      study.breakAtStage = "computing pairs";
      study.breakAfterReports = 200;
      Operator broken = correlate(study);
      assertThatThrownBy(() -> study.rows(broken)).hasMessage("killed");
    }
    try (SyntheticStudy study = study(new FileSavepoints(folder), "sketch", false)) {
      AtomicLong clock = new AtomicLong();
      study.rows(
          new CorrelateExec(
              new IslandAnalysis.Correlate(List.of(new Group(models(study, 3))), study.corpus()),
              Bounds.of("rho", ColumnBounds.between(0.9, 2)),
              () -> clock.addAndGet(TICK)));
      assertThat(study.streams).allMatch(stream -> stream.endsWith("@0"));
    }
  }
}
