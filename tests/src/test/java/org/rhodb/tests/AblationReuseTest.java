package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rhodb.tests.ReuseTest.explain;
import static org.rhodb.tests.ReuseTest.rows;
import static org.rhodb.tests.ReuseTest.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Ablations of earlier statements are used, said, and dropped with what they depend on. */
final class AblationReuseTest {
  private static final Path REFERENCE =
      Script.PROJECT.resolve("engine/src/test/resources/reference/gpt2-a");
  private static final String BY_LAYER = "ABLATE (SELECT * FROM u) ON ref USING ZERO BY LAYER";

  @TempDir Path folder;

  private Options options() {
    return Options.of(folder.resolve("study.rhodb")).withFolder(Script.PROJECT);
  }

  private static void createStudy(Session session) {
    ReuseTest.createStudy(session);
    run(
        session,
        "CREATE TABLE u AS SELECT 'a' AS model, 0 AS checkpoint, l AS layer, n AS neuron FROM"
            + " range(2) layers(l), range(4) neurons(n)");
  }

  private static String lastDetail(Session session) {
    return "" + rows(session, "SELECT detail FROM runs ORDER BY id DESC LIMIT 1").get(0).get(0);
  }

  private static List<?> passes(Session session) {
    return rows(session, "SELECT forward_passes FROM runs ORDER BY id").stream()
        .map(row -> row.get(0))
        .toList();
  }

  @Test
  void computesOnlyWhatIsNewAndSaysSo() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      assertThat(explain(session, BY_LAYER)).contains("2 variants, checkpoints: 1");
      run(session, BY_LAYER);
      String draws = BY_LAYER + " VERSUS RANDOM %d DRAWS SEED 1";
      run(session, String.format(draws, 3));
      assertThat(lastDetail(session))
          .startsWith("kept answer of run 1 for 2 of 8 variants; 6 ablated passes");
      assertThat(explain(session, String.format(draws, 5)))
          .contains("plan: kept answers of runs 1, 2 for 8 of 12 variants; the others clean pass")
          .contains("rejected: computing all again: ");
      run(session, String.format(draws, 5));
      assertThat(lastDetail(session)).contains("4 ablated passes");
      assertThat(explain(session, String.format(draws, 4)))
          .contains("plan: kept answers of runs 1, 2, 3 for 10 of 10 variants")
          .contains("cost: 0 forward passes, ");
      run(session, String.format(draws, 4));
      run(session, "INSERT INTO u SELECT 'b', checkpoint, layer, neuron FROM u");
      run(session, String.format(draws, 4));
      assertThat(lastDetail(session)).contains("for 10 of 20 variants", "10 ablated passes");
      assertThat(passes(session)).isEqualTo(List.of(1, 1, 1, 0, 1));
      List<?> kept = rows(session, String.format(draws, 4));
      assertThat(kept).isEqualTo(rows(session, String.format(draws, 4))).hasSize(20);
      assertThat(rows(session, "SELECT count(*) FROM rhodb.answers"))
          .isEqualTo(List.of(List.of(2L)));
    }
  }

  @Test
  void keepsSingleNeuronsEstimatesAndMatchedControls() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, "ABLATE (SELECT * FROM u WHERE neuron < 2) ON ref EACH");
      run(session, "ABLATE (SELECT * FROM u WHERE neuron < 3) ON ref EACH");
      assertThat(lastDetail(session)).contains("for 4 of 6 variants; 2 ablated passes");
      String top = "ABLATE (SELECT * FROM u) ON ref USING ZERO EACH ESTIMATE BY GRADIENT TOP 3";
      List<?> first = rows(session, top);
      assertThat(rows(session, top)).isEqualTo(first);
      assertThat(lastDetail(session)).contains("for 3 of 3 variants and 8 estimates");
      List<?> matched = rows(session, BY_LAYER + " VERSUS MATCHED");
      assertThat(rows(session, BY_LAYER + " VERSUS MATCHED")).isEqualTo(matched);
      assertThat(lastDetail(session)).contains("for 4 of 4 variants");
      assertThat(passes(session)).isEqualTo(List.of(2, 2, 2, 0, 2, 0));
    }
  }

  @Test
  void forgetsWithModelCorpusAndSetting() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, BY_LAYER);
      run(session, "SET reuse = false");
      run(session, BY_LAYER);
      run(session, "RESET reuse");
      run(session, "SET reuse_limit = '20B'");
      run(session, BY_LAYER + " VERSUS RANDOM 1 DRAWS SEED 1"); // does not fit: the old one stays
      run(session, "RESET reuse_limit");
      run(session, BY_LAYER);
      assertThat(passes(session)).isEqualTo(List.of(1, 1, 1, 0));
      run(session, "DROP MODEL b");
      run(session, BY_LAYER);
      run(
          session,
          "CREATE OR REPLACE CORPUS" + ReuseTest.CORPUS.substring(13) + ", mask = 'padding')");
      run(session, BY_LAYER);
      run(session, "DROP MODEL a");
      assertThat(rows(session, "SELECT count(*) FROM rhodb.answers"))
          .isEqualTo(List.of(List.of(0L)));
      assertThat(passes(session)).isEqualTo(List.of(1, 1, 1, 0, 0, 1));
    }
  }

  @Test
  void refusesWhatWasKeptOfWeightsThatChanged() throws IOException {
    Path model = folder.resolve("model");
    Files.createDirectories(model);
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(REFERENCE.resolve(file), model.resolve(file));
    }
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(session, "CREATE OR REPLACE MODEL a FROM '" + model + "'");
      run(session, BY_LAYER);
      try (FileChannel file =
          FileChannel.open(model.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {1}), file.size() - 4);
      }
      assertThatThrownBy(() -> run(session, BY_LAYER))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X410));
      run(session, "CREATE OR REPLACE MODEL a FROM '" + model + "'");
      run(session, BY_LAYER);
      assertThat(passes(session)).isEqualTo(List.of(1, 1));
    }
  }

  @Test
  void explainsByItsInputUnlessThatRunsARelation() {
    try (Engine engine = Engine.open(options());
        Session session = engine.openSession()) {
      createStudy(session);
      run(
          session,
          "CREATE VIEW v AS SELECT model, checkpoint, layer, neuron FROM (UNIVERSAL NEURONS OF"
              + " MODELS a, b ON ref WHERE rho > 0.3)");
      String relation = "ABLATE (SELECT * FROM v) ON ref USING ZERO BY LAYER";
      assertThat(explain(session, relation)).contains("from neurons in the last layer only");
      assertThat(rows(session, "SELECT count(*) FROM runs")).isEqualTo(List.of(List.of(0L)));
      assertThat(explain(session, "ANALYZE " + BY_LAYER)).containsPattern("estimated [0-9.e-]+ s");
      assertThat(
              explain(
                  session,
                  "ANALYZE ABLATE (UNIVERSAL NEURONS OF MODELS a, b ON ref WHERE rho > 0.3) ON ref"))
          .containsPattern("estimated [0-9.e-]+ s, took ");
    }
  }
}
