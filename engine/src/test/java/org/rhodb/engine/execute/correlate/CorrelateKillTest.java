package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;

/** A process that is killed outright in the middle of a correlation, and another that goes on. */
class CorrelateKillTest {
  private static final int TOKENS = 4000;

  /** Correlates slowly, with its savepoints in the first argument, to be killed while it does. */
  public static void main(String[] arguments) {
    try (SyntheticStudy study = new SyntheticStudy(TOKENS)) {
      study.pauseMillis = 40;
      correlate(study, new FileSavepoints(Path.of(arguments[0])));
    }
  }

  private static List<List<Object>> correlate(SyntheticStudy study, SavepointStore savepoints) {
    study.savepoints = savepoints;
    study.settings = study.settings.with(Setting.SAVE_INTERVAL, "1");
    Group group =
        new Group(
            List.of(
                study.add("a", 1, 2, 20, SyntheticStudy.activations(TOKENS, 40, 1, 2)),
                study.add("b", 1, 2, 20, SyntheticStudy.activations(TOKENS, 40, 1, 3))));
    AtomicLong clock = new AtomicLong();
    return study.rows(
        new CorrelateExec(
            new IslandAnalysis.Correlate(List.of(group), study.corpus()),
            Bounds.NONE,
            () -> clock.addAndGet(200_000_000L)));
  }

  @Test
  @Timeout(180)
  void goesOnToTheSameBits(@TempDir Path folder) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                CorrelateKillTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (child.isAlive() && savepoints(folder) == 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    TimeUnit.MILLISECONDS.sleep(100);
    child.destroyForcibly().waitFor();
    assertThat(savepoints(folder)).as("the child saved, and did not end").isEqualTo(1);
    try (SyntheticStudy whole = new SyntheticStudy(TOKENS);
        SyntheticStudy resumed = new SyntheticStudy(TOKENS)) {
      List<List<Object>> expected = correlate(whole, SavepointStore.none());
      assertThat(correlate(resumed, new FileSavepoints(folder))).isEqualTo(expected);
      assertThat(resumed.streams).hasSize(2).noneMatch(stream -> stream.endsWith("@0"));
      assertThat(resumed.runs.get(0).detail()).contains("went on from token");
    }
    assertThat(savepoints(folder)).isZero();
  }

  private static int savepoints(Path folder) {
    String[] files = folder.toFile().list((f, name) -> name.endsWith(".savepoint"));
    return files == null ? 0 : files.length;
  }
}
