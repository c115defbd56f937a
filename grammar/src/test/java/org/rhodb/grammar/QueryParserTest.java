package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.grammar.tree.Statement;

/** Every statement of the language's description is read, and SQL stays what it was. */
class QueryParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE OR REPLACE MODEL alias FROM 'hf:x' CHECKPOINTS (80000, 160_000)",
        "CREATE MODEL seed0 FROM 'study/seed0'",
        "CREATE CORPUS pile FROM 'pile/*.jsonl' WITH (column = 'text', tokens = 5000000, bos = true)",
        "DROP MODEL IF EXISTS alias",
        "DROP CORPUS pile",
        "SHOW MODELS",
        "SHOW SETTINGS",
        "INGEST ACTIVATIONS OF MODELS alias, caprica AT CHECKPOINT 400000 ON pile LAYERS 0 TO 3 AS FLOAT16",
      })
  void readsStatementsOfOurOwn(String text) {
    assertThat(QueryParser.parse(text)).isNotInstanceOf(Statement.Sql.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CORRELATE MODELS alias, battlestar ON pile AT CHECKPOINT 400000 WHERE rho > 0.8",
        "SELECT layer, count(*) FROM (UNIVERSAL NEURONS OF MODELS a, b, c ON pile AT CHECKPOINT 400000 WHERE rho > 0.5) GROUP BY layer",
        "UNIVERSAL NEURONS OF MODELS a, b ON pile AT ALL CHECKPOINTS BASELINE ORTHOGONAL DRAWS 3 SEED 7 WHERE excess > 0.5",
        "CREATE TABLE u AS UNIVERSAL NEURONS OF ALL MODELS ON pile AT ALL CHECKPOINTS WHERE rho > 0.5",
        "PERSIST (SELECT * FROM u) BY LAYER",
        "ABLATE (SELECT * FROM u WHERE checkpoint = 400000) ON pile USING MEAN BY LAYER VERSUS RANDOM 20 DRAWS SEED 1",
        "SELECT token FROM ACTIVATIONS OF MODEL alias ON pile WHERE layer = 3",
        "CORRELATE MODELS alias@80000, alias@400000 ON pile"
      })
  void findsOneRelationInSql(String text) {
    assertThat(QueryParser.parse(text))
        .isInstanceOfSatisfying(
            Statement.Sql.class, sql -> assertThat(sql.sql().islands()).hasSize(1));
  }

  @Test
  void splitsAtSemicolonsOutsideText() {
    String script = "SELECT ';' /* ; */ ; -- ;\nSELECT $$;$$; ; SELECT E'\\';'";
    assertThat(QueryParser.split(script))
        .extracting(StatementText::text)
        .isEqualTo(List.of("SELECT ';'", "SELECT $$;$$", "SELECT E'\\';'"));
  }
}
