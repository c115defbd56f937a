package org.rhodb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random statements, half of them wrong, through the shell and through JDBC: no stack trace,
 * nothing left in memory or on disk, the session usable after each.
 *
 * <p>{@code -Drhodb.soak.seconds=600} makes ten minutes of it, {@code -Drhodb.soak.seed=N} sends
 * other statements; the README has the command.
 */
final class SoakTest {
  private static final long SECONDS = Long.getLong("rhodb.soak.seconds", 20);
  private static final long SEED = Long.getLong("rhodb.soak.seed", 1);

  @TempDir Path folder;

  @Test
  void survivesRandomStatements(TestReporter reporter) throws Exception {
    try (SoakStudy study = new SoakStudy(folder)) {
      SoakRun run = new SoakRun(study, SEED);
      long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
      while (System.nanoTime() < end) {
        run.next();
      }
      run.checkMemory();
      reporter.publishEntry("soak", run.summary());
      assertThat(run.defects()).as("seed %d, %d s; the first defects", SEED, SECONDS).isEmpty();
      assertThat(run.failedShare()).as("share of statements that were wrong").isBetween(0.2, 0.9);
      assertThat(run.summary().toLowerCase(Locale.ROOT)).contains("statements");
    }
  }
}
