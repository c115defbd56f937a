package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** What a database promises as a whole: counted passes, cancelling, files that change, closing. */
final class EngineTest {
  private static final Path REFERENCE =
      Script.PROJECT.resolve("engine/src/test/resources/reference");
  private static final String CORPUS =
      "CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16'"
          + " WITH (tokenizer = 'bytes', context = 64, separator = false)";

  @TempDir Path folder;

  @Test
  void runsEachOfFiveModelsOnceForAllTenPairs() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      for (int seed = 0; seed < 5; seed++) {
        run(session, "CREATE MODEL seed" + seed + " FROM 'shell/src/main/demo/seed" + seed + "'");
      }
      run(session, CORPUS);
      run(
          session,
          "SELECT count(*) FROM (CORRELATE MODELS seed0, seed1, seed2, seed3, seed4 ON ref) WHERE rho > 0.5");
      run(session, "SELECT count(*) FROM (UNIVERSAL NEURONS OF ALL MODELS ON ref)");
      assertThat(rows(session, "SELECT operator, forward_passes FROM runs ORDER BY id"))
          .containsExactly(List.of("correlate", 5), List.of("universal", 5));
    }
  }

  @Test
  void givesTheSameBytesTwice() {
    String query =
        "SELECT * FROM (UNIVERSAL NEURONS OF ALL MODELS ON ref BASELINE ORTHOGONAL SEED 3)"
            + " ORDER BY model, layer, neuron";
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createReference(session);
      run(session, "SET reuse = false");
      assertThat(rows(session, query)).isEqualTo(rows(session, query));
    }
  }

  @Test
  void refusesWeightsThatChangedSinceTheyWereEntered() throws IOException {
    Path model = folder.resolve("model");
    Files.createDirectories(model);
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(REFERENCE.resolve("gpt2-a").resolve(file), model.resolve(file));
    }
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      run(session, "CREATE MODEL a FROM '" + model + "'");
      run(session, CORPUS);
      try (FileChannel file =
          FileChannel.open(model.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {1}), file.size() - 4);
      }
      assertFails(
          () -> run(session, "SELECT count(*) FROM (CORRELATE MODELS a, a ON ref)"),
          ErrorCode.X410);
      run(session, "CREATE OR REPLACE MODEL a FROM '" + model + "'");
      run(session, "SELECT count(*) FROM (CORRELATE MODELS a, a ON ref)");
    }
  }

  @Test
  void goesOnAfterAStatementIsCancelled() throws InterruptedException {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createReference(session);
      CountDownLatch started = new CountDownLatch(1);
      session.onProgress((stage, fraction, rate, eta) -> started.countDown());
      Thread canceller =
          new Thread(
              () -> {
                try {
                  if (started.await(60, TimeUnit.SECONDS)) {
                    session.cancel();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      canceller.start();
      assertFails(
          () ->
              run(
                  session,
                  "SELECT count(*) FROM (CORRELATE MODELS a, b ON ref) x, range(100000000) y"),
          ErrorCode.R506);
      canceller.join();
      assertThat(rows(session, "SELECT 42 AS answer")).containsExactly(List.of(42));
    }
  }

  @Test
  void keepsModelsAndViewsFromOneOpeningToTheNext() {
    Path database = folder.resolve("study.rhodb");
    Options options = Options.of(database).withFolder(Script.PROJECT);
    try (Engine engine = Engine.open(options);
        Session session = engine.openSession()) {
      createReference(session);
      run(session, "CREATE VIEW strong AS CORRELATE MODELS a, b ON ref WHERE rho > 0.2");
    }
    try (Engine engine = Engine.open(options.withReadOnly(true));
        Session session = engine.openSession()) {
      assertThat(rows(session, "SELECT count(*) FROM strong")).containsExactly(List.of(159L));
      assertFails(
          () -> run(session, "CREATE MODEL c FROM '" + REFERENCE.resolve("gpt2-a") + "'"),
          ErrorCode.R504);
    }
  }

  @Test
  void refusesAStatementOfAClosedSession() {
    try (Engine engine = Engine.open(options())) {
      Session session = engine.openSession();
      session.close();
      assertFails(() -> run(session, "SELECT 1"), ErrorCode.R509);
    }
  }

  @Test
  void refusesASettingThatDoesNotExistWhenItOpens() {
    assertFails(
        () -> Engine.open(options().withSettings(Map.of("devise", "cpu"))).close(), ErrorCode.A206);
  }

  @Test
  void refusesADeviceThatIsNotThere() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createReference(session);
      run(session, "SET device = 'cuda:7'");
      assertFails(
          () -> run(session, "SELECT count(*) FROM (CORRELATE MODELS a, b ON ref)"),
          ErrorCode.R502);
      run(session, "RESET device");
      run(session, "SELECT count(*) FROM (CORRELATE MODELS a, b ON ref)");
    }
  }

  private static Options options() {
    return Options.inMemory().withFolder(Script.PROJECT);
  }

  private static void createReference(Session session) {
    run(session, "CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a'");
    run(session, "CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b'");
    run(session, CORPUS);
  }

  private static void run(Session session, String statement) {
    assertThat(rows(session, statement)).isNotNull();
  }

  private static List<List<@Nullable Object>> rows(Session session, String statement) {
    return Rows.of(session.execute(statement));
  }

  private static void assertFails(ThrowingCallable action, ErrorCode code) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}
