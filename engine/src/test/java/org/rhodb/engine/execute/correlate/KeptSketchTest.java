package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.reuse.Reuse;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.store.Store;
import org.rhodb.engine.store.StoreOptions;

/** Screens that take up the sketches an earlier statement left give what they would without. */
class KeptSketchTest {
  private static final int TOKENS = 6010; // one block of 4,096, and 58 tokens behind whole groups
  private static final int LAYERS = 2;
  private static final int D_MLP = 12;
  private static final int NEURONS = LAYERS * D_MLP;

  @TempDir Path folder;

  private static Store store(Path folder) {
    return Store.open(folder.resolve("study.rhodb"), StoreOptions.writable(1 << 28, 2));
  }

  private static List<CheckpointEntry> models(SyntheticStudy study, int tokens, int count) {
    List<CheckpointEntry> models = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      float[][] values = SyntheticStudy.activations(tokens, NEURONS, 1, 10L * (m + 1));
      for (float[] row : values) {
        row[5] = 0.1f; // never varies
      }
      models.add(study.add("m" + m, 1, LAYERS, D_MLP, values));
    }
    return models;
  }

  private static Map<String, Double> correlate(
      SyntheticStudy study, List<CheckpointEntry> models, double rho) {
    study.settings =
        Settings.DEFAULTS
            .with(Setting.STRATEGY, "sketch")
            .with(Setting.SKETCH_ROWS, "512")
            .with(Setting.HOLD_ACTIVATIONS, "false");
    study.streams.clear();
    study.runs.clear();
    Map<String, Double> found = new TreeMap<>();
    study
        .rows(
            new CorrelateExec(
                new IslandAnalysis.Correlate(List.of(new Group(models)), study.corpus()),
                Bounds.of("rho", ColumnBounds.between(rho, 2))))
        .forEach(row -> found.put(row.subList(0, 8).toString(), (Double) row.get(8)));
    assertThat(study.openArrays()).isZero();
    return found;
  }

  private static void assertSame(Map<String, Double> found, Map<String, Double> expected) {
    assertThat(expected).isNotEmpty();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, rho) -> assertThat(found.get(key)).isCloseTo(rho, within(1e-5)));
  }

  @Test
  void needsNoFirstPassForAnotherThresholdOrPair() {
    try (Store store = store(folder);
        GrowingStudy study = new GrowingStudy(TOKENS, 1, store)) {
      List<CheckpointEntry> models = models(study, TOKENS, 3);
      correlate(study, models, 0.8);
      assertThat(study.streams).hasSize(6);
      List<CheckpointEntry> pair = List.of(models.get(2), models.get(0));
      Map<String, Double> kept = correlate(study, pair, 0.5);
      assertThat(study.streams).as("the second pass alone").hasSize(2);
      assertThat(study.runs.get(0).forwardPasses()).isEqualTo(2);
      assertThat(study.runs.get(0).detail())
          .contains("kept ones of 2 networks", "kept sketch of m2@1");
      study.reuse = Reuse.none();
      assertSame(kept, correlate(study, pair, 0.5));
      assertThat(study.streams).hasSize(4);
    }
  }

  @Test
  void sketchesOnlyTheModelThatIsNew() {
    try (Store store = store(folder);
        GrowingStudy study = new GrowingStudy(TOKENS, 1, store)) {
      List<CheckpointEntry> models = models(study, TOKENS, 3);
      correlate(study, models.subList(0, 2), 0.8);
      Map<String, Double> kept = correlate(study, models, 0.6);
      assertThat(study.streams).hasSize(4);
      assertThat(study.streams.get(0)).startsWith("m2@1");
      study.reuse = Reuse.none();
      assertSame(kept, correlate(study, models, 0.6));
    }
  }

  @ParameterizedTest
  @CsvSource({"6010, 9000", "6010, 6020", "4480, 9000", "640, 6010", "6010, 12800"})
  void addsOnlyTheTokensThatAreNew(int few, int many) {
    try (Store store = store(folder)) {
      try (GrowingStudy study = new GrowingStudy(few, 1, store)) {
        correlate(study, models(study, few, 2), 0.8);
      }
      try (GrowingStudy study = new GrowingStudy(many, 1, store)) {
        List<CheckpointEntry> models = models(study, many, 2);
        Map<String, Double> kept = correlate(study, models, 0.5);
        assertThat(study.streams.subList(0, 2))
            .containsExactly("m0@1 L0-1 @" + few, "m1@1 L0-1 @" + few);
        assertThat(study.runs.get(0).detail()).contains("over the first " + few + " tokens");
        study.reuse = Reuse.none();
        assertSame(kept, correlate(study, models, 0.5));
        assertThat(study.streams.get(0)).endsWith("@0");
      }
      try (GrowingStudy study = new GrowingStudy(many, 2, store)) {
        correlate(study, models(study, many, 2), 0.5);
        assertThat(study.streams.get(0)).as("another text").endsWith("@0");
      }
    }
  }

  @Test
  void sketchesAnewWhatIsDamaged() throws IOException {
    Map<String, Double> expected;
    try (Store store = store(folder);
        GrowingStudy study = new GrowingStudy(TOKENS, 1, store)) {
      expected = correlate(study, models(study, TOKENS, 2), 0.5);
    }
    for (Path file : sketches(folder)) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    try (Store store = store(folder);
        GrowingStudy study = new GrowingStudy(TOKENS, 1, store)) {
      assertSame(correlate(study, models(study, TOKENS, 2), 0.5), expected);
      assertThat(study.streams).hasSize(4);
      correlate(study, models(study, TOKENS, 2), 0.5);
      assertThat(study.streams).as("the new ones are whole").hasSize(2);
    }
  }

  /** Correlates slowly in the database of the first argument, to be killed while it does. */
  public static void main(String[] arguments) {
    try (Store store = store(Path.of(arguments[0]));
        GrowingStudy study = new GrowingStudy(TOKENS, 1, store)) {
      study.pauseMillis = 20;
      correlate(study, models(study, TOKENS, 3), 0.5);
    }
  }

  @Test
  @Timeout(180)
  void goesOnBehindTheSketchesOfAKilledStatement() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                KeptSketchTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (child.isAlive() && sketches(folder).size() < 2 * LAYERS) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    TimeUnit.MILLISECONDS.sleep(300);
    child.destroyForcibly().waitFor();
    try (Store store = store(folder);
        GrowingStudy study = new GrowingStudy(TOKENS, 1, store)) {
      List<CheckpointEntry> models = models(study, TOKENS, 3);
      Map<String, Double> found = correlate(study, models, 0.5);
      assertThat(study.streams).as("passes that were left").hasSizeBetween(4, 5);
      assertThat(study.runs.get(0).detail()).contains("kept sketch of m0@1");
      study.reuse = Reuse.none();
      assertSame(found, correlate(study, models, 0.5));
    }
  }

  private static List<Path> sketches(Path folder) throws IOException {
    Path shards = folder.resolve("study.rhodb").resolve("shards");
    if (!Files.isDirectory(shards)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(shards)) {
      return files
          .filter(file -> file.toString().endsWith(".arrow"))
          .filter(file -> file.getFileName().toString().startsWith("sketch-"))
          .toList();
    }
  }
}
