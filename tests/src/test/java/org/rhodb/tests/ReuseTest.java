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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** What statements leave is used, said, dropped with what it depends on, and with nothing else. */
final class ReuseTest {
  private static final Path REFERENCE =
      Script.PROJECT.resolve("engine/src/test/resources/reference");
  static final String CORPUS =
      "CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16'"
          + " WITH (tokenizer = 'bytes', context = 64, separator = false";
  private static final String PAIR = "SELECT count(*) FROM (CORRELATE MODELS a, b ON ref)";

  @TempDir Path folder;

  private Options options() {
    return Options.of(folder.resolve("study.rhodb")).withFolder(Script.PROJECT);
  }

  static void createStudy(Session session) {
    run(session, "CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a'");
    run(session, "CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b'");
    run(session, CORPUS + ")");
  }

  @Test
  void answersNarrowerQuestionsWithoutRunningAModel() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      for (int seed = 0; seed < 2; seed++) {
        run(session, "CREATE MODEL s" + seed + " FROM 'shell/src/main/demo/seed" + seed + "'");
      }
      List<String> questions =
          List.of(
              PAIR + " WHERE rho > 0.1",
              PAIR + " WHERE rho > 0.3",
              PAIR + " WHERE rho > 0.1 AND layer = 2 AND other_neuron < 40",
              "SELECT * FROM (CORRELATE MODELS a, b ON ref) ORDER BY rho DESC LIMIT 7",
              "SELECT max(rho) FROM (CORRELATE MODELS a, b ON ref) WHERE rho BETWEEN 0.2 AND 0.9",
              "SELECT count(*) FROM (CORRELATE MODELS a, b, a ON ref) WHERE rho > 0.25");
      for (String question : questions) {
        assertSame(session, question);
      }
      assertThat(rows(session, "SELECT forward_passes FROM runs ORDER BY id"))
          .extracting(row -> row.get(0))
          .containsExactly(2, 2, 0, 2, 0, 2, 0, 2, 0, 2, 1, 2);
      assertThat(rows(session, "SELECT detail FROM runs ORDER BY id").get(2).toString())
          .contains("kept answer of run 1 (rho >= 0.");
    }
  }

  @Test
  void answersAPairTheOtherWayRound() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, "SELECT * FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.2 AND layer < 2");
      String turned = "SELECT * FROM (CORRELATE MODELS b, a ON ref)";
      assertSame(session, turned + " WHERE rho > 0.3 AND other_layer = 1");
      assertSame(session, turned + " WHERE other_layer = 1 ORDER BY rho DESC LIMIT 7");
      assertSame(session, turned + " WHERE rho > 0.3 AND layer = 1");
      assertSame(
          session,
          "SELECT neuron, max(rho) FROM (CORRELATE MODELS b, a ON ref) WHERE layer = 0 AND"
              + " other_layer = 0 AND rho > 0.3 GROUP BY model, checkpoint, layer, neuron,"
              + " other_model, other_checkpoint ORDER BY neuron");
      assertThat(rows(session, "SELECT forward_passes FROM runs ORDER BY id"))
          .extracting(row -> row.get(0))
          .containsExactly(2, 0, 2, 0, 2, 2, 2, 0, 2);
    }
  }

  /** Asks with reuse, then without, and compares. */
  private static void assertSame(Session session, String question) {
    List<List<@Nullable Object>> kept = rows(session, question);
    run(session, "SET reuse = false");
    assertThat(text(kept)).as(question).isEqualTo(text(rows(session, question)));
    run(session, "RESET reuse");
  }

  private static String text(List<List<@Nullable Object>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(
                        v -> v instanceof Double d ? String.format(Locale.ROOT, "%.5f", d) : "" + v)
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void computesOnlyTheCheckpointThatIsNew() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      run(session, CORPUS + ")");
      String from = " FROM 'shell/src/main/demo/seed%d' CHECKPOINTS (%s)";
      for (int seed = 0; seed < 3; seed++) {
        run(session, "CREATE MODEL s" + seed + String.format(Locale.ROOT, from, seed, "50, 125"));
      }
      String question =
          "SELECT round(sum(rho), 4) FROM (UNIVERSAL NEURONS OF ALL MODELS ON ref AT ALL CHECKPOINTS"
              + " BASELINE ORTHOGONAL SEED 3)";
      run(session, question);
      for (int seed = 0; seed < 3; seed++) {
        run(
            session,
            "CREATE OR REPLACE MODEL s"
                + seed
                + String.format(Locale.ROOT, from, seed, "50, 125, 320"));
      }
      assertThat(explain(session, question))
          .contains("plan: kept answers of run 1 (all rows) for 6 of 9 models")
          .contains("rejected: computing all again: dense");
      assertSame(session, question);
      assertThat(rows(session, "SELECT forward_passes FROM runs ORDER BY id"))
          .extracting(row -> row.get(0))
          .containsExactly(6, 3, 9);
    }
  }

  @Test
  void forgetsWhatDependsOnWhatIsDroppedAndNothingElse() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, "CREATE MODEL c FROM 'engine/src/test/resources/reference/gpt2-a'");
      run(session, CORPUS.replace(" ref ", " unmasked ") + ", mask = 'padding')");
      run(session, "SET strategy = 'sketch'");
      run(session, "SET sketch_rows = 32"); // small enough to be worth keeping
      for (String corpus : List.of("ref", "unmasked")) {
        run(
            session,
            "SELECT count(*) FROM (CORRELATE MODELS a, b ON " + corpus + " WHERE rho > 0.2)");
        run(
            session,
            "SELECT count(*) FROM (CORRELATE MODELS a, a ON " + corpus + " WHERE rho > 0.2)");
      }
      assertKept(session, 4, 4);
      run(session, "DROP MODEL a"); // c has the same weights
      assertKept(session, 4, 4);
      run(session, "DROP CORPUS unmasked");
      assertKept(session, 2, 2);
      run(session, "CREATE OR REPLACE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b'");
      assertKept(session, 2, 2);
      run(session, "DROP MODEL b");
      assertKept(session, 1, 1);
      run(session, "CREATE OR REPLACE MODEL c FROM 'engine/src/test/resources/reference/gpt2-b'");
      assertKept(session, 0, 0);
    }
  }

  private void assertKept(Session session, long answers, long sketches) {
    assertThat(
            rows(
                session,
                "SELECT (SELECT count(*) FROM rhodb.answers), (SELECT count(DISTINCT weights_hash ||"
                    + " corpus_hash || mask) FROM rhodb.shards WHERE kind = 'sketch'), (SELECT"
                    + " count(DISTINCT answer) FROM rhodb.answer_rows)"))
        .containsExactly(List.of(answers, sketches, answers));
    List<List<@Nullable Object>> named = rows(session, "SELECT file FROM rhodb.shards");
    assertThat(folder.resolve("study.rhodb/shards").toFile().list()).hasSameSizeAs(named);
  }

  @Test
  void refusesAKeptAnswerOfWeightsThatChanged() throws IOException {
    Path model = folder.resolve("model");
    Files.createDirectories(model);
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(REFERENCE.resolve("gpt2-a").resolve(file), model.resolve(file));
    }
    String question = "SELECT count(*) FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.1";
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, "CREATE OR REPLACE MODEL a FROM '" + model + "'");
      List<List<@Nullable Object>> rows = rows(session, question);
      // The same bytes at another time are found to be the same.
      Files.write(model.resolve("config.json"), Files.readAllBytes(model.resolve("config.json")));
      assertThat(rows(session, question)).isEqualTo(rows);
      try (FileChannel file =
          FileChannel.open(model.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {1}), file.size() - 4);
      }
      assertThatThrownBy(() -> run(session, question))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X410));
      run(session, "CREATE OR REPLACE MODEL a FROM '" + model + "'");
      run(session, question);
      assertThat(rows(session, "SELECT forward_passes FROM runs ORDER BY id"))
          .extracting(row -> row.get(0))
          .containsExactly(2, 0, 2);
      // Without any files the catalog's hash is all there is, and all it takes.
      for (String file : List.of("config.json", "model.safetensors")) {
        Files.delete(model.resolve(file));
      }
      Files.delete(model);
      run(session, question);
    }
  }

  @Test
  void answersWhereNothingMayBeWritten() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, PAIR + " WHERE rho > 0.2");
    }
    try (Engine engine = Engine.open(options().withReadOnly(true));
        Session session = engine.openSession()) {
      assertThat(explain(session, PAIR + " WHERE rho > 0.3"))
          .contains("kept answer of run 1 (rho >= 0.");
      assertSame(session, PAIR + " WHERE rho > 0.3");
      assertSame(session, PAIR + " WHERE rho > 0.1");
      assertThat(explain(session, PAIR + " WHERE rho > 0.1")).doesNotContain("kept answer");
    }
  }

  @Test
  void keepsNothingWhereThatIsSwitchedOffOrARowLimitEndsIt() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      String all = "SELECT * FROM (CORRELATE MODELS a, b ON ref)";
      run(session, all + " LIMIT 5");
      run(session, "SET reuse = false");
      run(session, PAIR + " WHERE rho > 0.3");
      run(session, "RESET reuse");
      run(session, "SET reuse_limit = '100B'");
      run(session, PAIR + " WHERE rho > 0.2");
      assertThat(rows(session, "SELECT count(*) FROM rhodb.answers")).containsExactly(List.of(0L));
      run(session, "RESET reuse_limit");
      run(session, PAIR + " WHERE rho > 0.2");
      run(session, "SET strategy = 'dense'");
      assertThat(explain(session, PAIR + " WHERE rho > 0.2")).doesNotContain("kept");
    }
  }

  @Test
  void dropsTheOldestWhereTheRestWouldNotFit() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, CORPUS.replace(" ref ", " other ") + ", mask = 'padding')");
      run(session, PAIR + " WHERE rho > 0.15");
      long bytes = 24 * (Long) rows(session, "SELECT \"rows\" FROM rhodb.answers").get(0).get(0);
      run(session, "SET reuse_limit = '" + (bytes + bytes / 2) + "B'");
      run(session, "SELECT count(*) FROM (CORRELATE MODELS a, b ON other) WHERE rho > 0.15");
      assertThat(rows(session, "SELECT run FROM rhodb.answers")).containsExactly(List.of(2L));
      run(session, "SET reuse_limit = '1MB'");
      run(session, "SELECT count(*) FROM (CORRELATE MODELS a, b ON other) WHERE rho > 0.13");
      assertThat(rows(session, "SELECT region FROM rhodb.answers").toString())
          .as("the wider answer took the narrower one's place")
          .contains("rho 0.12")
          .doesNotContain("rho 0.14");
    }
  }

  @Test
  void leavesOtherSettingsTheirOwnAnswers() {
    try (Engine engine = Engine.open(options().withSettings(Map.of("block_tokens", "64")));
        Session session = engine.openSession()) {
      createStudy(session);
      for (String baseline :
          List.of("ORTHOGONAL SEED 1", "ORTHOGONAL SEED 2", "PERMUTATION SEED 1")) {
        assertSame(
            session,
            "SELECT round(sum(baseline), 5) FROM (UNIVERSAL NEURONS OF MODELS a, b ON ref BASELINE "
                + baseline
                + ")");
      }
      run(session, "SET block_tokens = 128");
      assertSame(
          session,
          "SELECT round(sum(baseline), 5) FROM (UNIVERSAL NEURONS OF MODELS a, b ON ref BASELINE"
              + " PERMUTATION SEED 1)");
      assertThat(rows(session, "SELECT DISTINCT forward_passes FROM runs"))
          .containsExactly(List.of(2));
    }
  }

  static String explain(Session session, String statement) {
    return rows(session, "EXPLAIN " + statement).stream()
        .map(row -> "" + row.get(0))
        .collect(Collectors.joining("\n"));
  }

  static void run(Session session, String statement) {
    assertThat(rows(session, statement)).isNotNull();
  }

  static List<List<@Nullable Object>> rows(Session session, String statement) {
    return Rows.of(session.execute(statement));
  }
}
