package org.rhodb.engine.execute.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.analyze.IngestAnalysis;
import org.rhodb.engine.catalog.ActivationShardKey;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.store.Store;
import org.rhodb.engine.store.StoreOptions;
import org.rhodb.grammar.tree.Statement.StoredType;

class IngestKillTest {
  /** One sequence: six shards a layer, eighteen in all. */
  private static final IngestLayout TINY = new IngestLayout(1);

  private static final long SHARDS = 18;

  @TempDir Path folder;

  @Test
  void goesOnAfterSigkillWithWholeShardsOnly() throws IOException, InterruptedException {
    Path killed = folder.resolve("killed.rhodb");
    Process child = startChild(killed);
    awaitShards(killed, 4);
    child.destroyForcibly();
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();

    Map<ActivationShardKey, float[]> whole;
    try (ReferenceStudy study = new ReferenceStudy();
        Store store = Store.open(folder.resolve("whole.rhodb"), options())) {
      ActivationShards shards = store.activations();
      ingest(study, shards, Progress.silent());
      whole = content(study, shards);
    }
    assertThat(whole).hasSize((int) SHARDS);
    try (ReferenceStudy study = new ReferenceStudy();
        Store store = Store.open(killed, options())) {
      ActivationShards shards = store.activations();
      Map<ActivationShardKey, float[]> left = content(study, shards);
      assertThat(left.size()).isBetween(1, (int) SHARDS - 1);
      assertContent(left, whole);
      List<@Nullable Object> row = ingest(study, shards, Progress.silent());
      assertThat(row.get(5)).isEqualTo(SHARDS - left.size());
      assertThat(row.get(6)).isEqualTo((long) left.size());
      Map<ActivationShardKey, float[]> resumed = content(study, shards);
      assertThat(resumed.keySet()).isEqualTo(whole.keySet());
      assertContent(resumed, whole);
    }
    assertThat(files(killed)).isEqualTo(SHARDS);
  }

  /** Ingests slowly into the database of the first argument, to be killed while it does. */
  public static void main(String[] arguments) {
    try (ReferenceStudy study = new ReferenceStudy();
        Store store = Store.open(Path.of(arguments[0]), options())) {
      ingest(
          study,
          store.activations(),
          (stage, fraction, tokensPerSecond, etaSeconds) -> pause(Duration.ofMillis(200)));
    }
  }

  private static StoreOptions options() {
    return StoreOptions.writable(256L << 20, 2);
  }

  private static List<@Nullable Object> ingest(
      ReferenceStudy study, ActivationShards shards, Progress progress) {
    IngestAnalysis analysis =
        new IngestAnalysis(
            List.of(study.a.lastCheckpoint()), study.corpus, 0, 2, StoredType.FLOAT32);
    IngestExec operator = new IngestExec(analysis, study.networks, shards, TINY);
    return TestRows.of(operator, study.context(0, progress)).get(0);
  }

  private static Map<ActivationShardKey, float[]> content(
      ReferenceStudy study, ActivationShards shards) {
    Map<ActivationShardKey, float[]> content = new HashMap<>();
    String weightsHash = study.a.lastCheckpoint().weightsHash();
    for (ActivationShardKey key : shards.list(weightsHash, study.corpus.hash()).keySet()) {
      try (ActivationShards.Reader reader = shards.open(key)) {
        assertThat(reader.rows()).isEqualTo(64);
        float[] values = new float[64 * reader.width()];
        reader.read(values, 64, 0, reader.width());
        content.put(key, values);
      }
    }
    return content;
  }

  private static void assertContent(
      Map<ActivationShardKey, float[]> content, Map<ActivationShardKey, float[]> expected) {
    content.forEach((key, values) -> assertThat(values).isEqualTo(expected.get(key)));
  }

  private static Process startChild(Path database) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx300m",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-cp",
            System.getProperty("java.class.path"),
            IngestKillTest.class.getName(),
            database.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitShards(Path database, int count) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (files(database) < count) {
      assertThat(System.nanoTime()).as("the child wrote no shard").isLessThan(end);
      pause(Duration.ofMillis(5));
    }
  }

  private static long files(Path database) throws IOException {
    Path shards = database.resolve("shards");
    if (!Files.isDirectory(shards)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(shards)) {
      return files.filter(file -> file.toString().endsWith(".arrow")).count();
    }
  }

  private static void pause(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
