package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.catalog.TableOrigin;
import org.rhodb.engine.origin.Lineage;

/** A stored table tells the statements and runs it came from, back to weights and corpus. */
final class LineageTest {
  @TempDir Path folder;

  @Test
  void followsChainsOfTablesAndViewsBackToWeights() {
    Path database = folder.resolve("study.rhodb");
    try (Engine engine = Engine.open(Options.of(database).withFolder(Script.PROJECT));
        Session session = engine.openSession()) {
      for (int seed = 0; seed < 2; seed++) {
        run(session, "CREATE MODEL seed" + seed + " FROM 'shell/src/main/demo/seed" + seed + "'");
      }
      run(
          session,
          "CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16'"
              + " WITH (tokenizer = 'bytes', context = 64, separator = false)");
      run(
          session,
          "CREATE TABLE neurons AS UNIVERSAL NEURONS OF ALL MODELS ON ref AT ALL CHECKPOINTS");
      run(session, "CREATE VIEW chosen AS SELECT * FROM neurons WHERE rho > 0.5");
      run(session, "CREATE TABLE stays AS PERSIST (SELECT * FROM chosen) BY LAYER");
      run(session, "CREATE TABLE \"two words\" AS FROM stays");
      run(session, "INSERT INTO \"two words\" FROM stays LIMIT 1");
    }
    // Also where nothing may be written, after the database was closed.
    Options readOnly = Options.of(database).withReadOnly(true).withFolder(Script.PROJECT);
    try (Engine engine = Engine.open(readOnly);
        Session session = engine.openSession()) {
      Lineage lineage =
          lineage(session, "WITH neurons AS (SELECT 1) SELECT * FROM \"two words\", neurons");
      assertThat(lineage.inputs()).containsExactly("two words");
      assertThat(lineage.origins()).containsOnlyKeys("two words", "stays", "chosen", "neurons");
      assertThat(lineage.origins().get("two words"))
          .extracting(TableOrigin::change)
          .containsExactly("CREATE TABLE", "INSERT");
      RunRecord run = lineage.origins().get("neurons").get(0).runs().get(0);
      assertThat(run.operator()).isEqualTo("universal");
      String hash = session.catalog().model("seed0").orElseThrow().lastCheckpoint().weightsHash();
      assertThat(run.checkpoints()).contains("seed0@2000=" + hash);
      assertThat(run.corpusHash()).startsWith(session.catalog().corpus("ref").orElseThrow().hash());
      assertThat(lineage.origins().get("stays").get(0).runs())
          .extracting(RunRecord::operator)
          .containsExactly("persist");
    }
  }

  @Test
  void forgetsWhatWasRolledBackAndWhatWasReplaced() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      run(session, "CREATE TABLE a AS SELECT 1 AS x");
      run(session, "BEGIN");
      run(session, "CREATE OR REPLACE TABLE a AS SELECT 2 AS x");
      run(session, "ROLLBACK");
      assertThat(statements(session, "a")).containsExactly("CREATE TABLE a AS SELECT 1 AS x");
      run(session, "CREATE OR REPLACE TABLE a AS SELECT 3 AS x");
      assertThat(statements(session, "a"))
          .containsExactly("CREATE OR REPLACE TABLE a AS SELECT 3 AS x");
      run(session, "CREATE OR REPLACE TABLE a (x INTEGER)");
      run(session, "INSERT INTO a VALUES (1)");
      run(session, "INSERT INTO a VALUES (2)");
      run(session, "UPDATE a SET x = 3");
      assertThat(lineage(session, "FROM a").origins().get("a"))
          .extracting(TableOrigin::change, TableOrigin::areInputsKnown)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("CREATE TABLE", true),
              org.assertj.core.groups.Tuple.tuple("INSERT", true),
              org.assertj.core.groups.Tuple.tuple("UPDATE", false));
    }
  }

  @Test
  void seesRenamingMacrosAndWithBeforeInsert() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      run(session, "CREATE TABLE a AS SELECT 1 AS x");
      run(session, "CREATE TABLE b (x INTEGER)");
      run(session, "WITH q AS (SELECT x FROM a), r AS (FROM q) INSERT INTO b (x) SELECT x FROM r");
      Lineage lineage = lineage(session, "FROM b");
      assertThat(lineage.origins()).containsOnlyKeys("b", "a");
      assertThat(lineage.origins().get("b").get(1).inputs()).containsExactly("a");
      run(session, "ALTER TABLE b ADD COLUMN y INTEGER");
      run(session, "ALTER TABLE b RENAME TO c");
      lineage = lineage(session, "FROM c");
      assertThat(lineage.origins()).containsOnlyKeys("c", "b", "a");
      assertThat(lineage.origins().get("b"))
          .extracting(TableOrigin::change)
          .containsExactly("CREATE TABLE", "INSERT", "ALTER");
      run(session, "CREATE MACRO above(least) AS TABLE SELECT x FROM c WHERE x > least");
      run(session, "CREATE MACRO most() AS (SELECT max(x) FROM a)");
      lineage = lineage(session, "SELECT x, most() AS m FROM above(0)");
      assertThat(lineage.inputs()).containsExactly("above", "most");
      assertThat(lineage.origins()).containsOnlyKeys("above", "most", "c", "b", "a");
      assertThat(lineage.origins().get("above").get(0).inputs()).containsExactly("c");
      run(session, "WITH q AS (FROM a) DELETE FROM c WHERE x IN (SELECT x FROM q)");
      assertThat(lineage(session, "FROM c").origins().get("c"))
          .extracting(TableOrigin::change, TableOrigin::areInputsKnown)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("RENAME", true),
              org.assertj.core.groups.Tuple.tuple("DELETE", false));
    }
  }

  @Test
  void followsTheVersionThatWasRead() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      run(session, "CREATE TABLE a AS SELECT 1 AS x");
      run(session, "CREATE VIEW now AS FROM a");
      run(session, "CREATE TABLE b AS FROM a");
      run(session, "CREATE OR REPLACE TABLE a AS SELECT 2 AS x");
      assertThat(statements(session, "b", "a")).containsExactly("CREATE TABLE a AS SELECT 1 AS x");
      assertThat(statements(session, "now", "a"))
          .containsExactly("CREATE OR REPLACE TABLE a AS SELECT 2 AS x");
      run(session, "CREATE OR REPLACE TABLE a AS SELECT x + 1 AS x FROM a");
      assertThat(statements(session, "a", "a"))
          .containsExactly(
              "CREATE OR REPLACE TABLE a AS SELECT 2 AS x",
              "CREATE OR REPLACE TABLE a AS SELECT x + 1 AS x FROM a");
    }
  }

  @Test
  void tellsSchemasAndTemporaryTablesApart() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      run(session, "CREATE TABLE a AS SELECT 1 AS x");
      run(session, "CREATE SCHEMA s");
      run(session, "CREATE TABLE s.a AS SELECT 2 AS x");
      run(session, "INSERT INTO s.a SELECT x FROM main.a");
      assertThat(statements(session, "a", "a")).containsExactly("CREATE TABLE a AS SELECT 1 AS x");
      assertThat(lineage(session, "FROM s.a").origins()).containsOnlyKeys("s.a", "a");
      run(session, "USE s");
      run(session, "CREATE TABLE c AS FROM a");
      assertThat(lineage(session, "FROM c").origins()).containsOnlyKeys("s.c", "s.a", "a");
      run(session, "ALTER TABLE c RENAME TO d");
      assertThat(lineage(session, "FROM main.a, s.d").inputs()).containsExactly("a", "s.d");
      run(session, "USE main");
      run(session, "CREATE TEMP TABLE a AS SELECT 3 AS x");
      assertThat(lineage(session, "FROM a").origins()).containsOnlyKeys("temp.a");
      assertThat(statements(session, "main.a", "a"))
          .containsExactly("CREATE TABLE a AS SELECT 1 AS x");
      run(session, "CREATE TABLE e AS FROM a");
      run(session, "DROP TABLE temp.a");
      assertThat(lineage(session, "FROM a").origins()).containsOnlyKeys("a");
      try (Session other = engine.openSession()) {
        run(other, "CREATE TEMP TABLE a AS SELECT 4 AS x");
        Lineage lineage = lineage(other, "FROM e");
        String temporary = lineage.origins().get("e").get(0).inputs().get(0);
        assertThat(temporary).startsWith("temp.a of the session of ");
        assertThat(lineage.origins().get(temporary))
            .extracting(TableOrigin::statement)
            .containsExactly("CREATE TEMP TABLE a AS SELECT 3 AS x");
      }
    }
  }

  @Test
  void warnsWhereNeuronsAreThoseOfWeightsThatWereReplaced() {
    try (Engine engine = Engine.open(Options.inMemory().withFolder(Script.PROJECT));
        Session session = engine.openSession()) {
      String reference = " FROM 'engine/src/test/resources/reference/gpt2-";
      run(session, "CREATE MODEL a" + reference + "a'");
      run(session, "CREATE MODEL b" + reference + "b'");
      run(
          session,
          "CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16'"
              + " WITH (tokenizer = 'bytes', context = 64, separator = false)");
      run(session, "CREATE TABLE n AS SELECT * FROM (UNIVERSAL NEURONS OF MODELS a, b ON ref)");
      run(session, "CREATE VIEW chosen AS SELECT * FROM n WHERE model = 'a' AND neuron < 3");
      String ablate = "ABLATE (SELECT * FROM chosen) ON ref";
      try (QueryResult result = session.execute(ablate)) {
        assertThat(result.warnings()).isEmpty();
      }
      run(session, "CREATE OR REPLACE MODEL a" + reference + "b'");
      try (QueryResult result = session.execute(ablate)) {
        assertThat(result.warnings())
            .containsExactly("'n' was made with other weights of a@0 than there are now");
      }
    }
  }

  @Test
  void saysWhatItCannotKnow() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      run(session, "CREATE TABLE a AS SELECT 1 AS x");
      run(session, "CREATE TABLE b AS FROM a");
      run(session, "PREPARE p AS INSERT INTO b VALUES (2)");
      run(session, "EXECUTE p");
      assertThat(statements(session, "b")).containsExactly("CREATE TABLE b AS FROM a");
      assertThat(lineage(session, "CALL pragma_version()").areInputsKnown()).isFalse();
      assertThat(lineage(session, "SELECT 1").inputs()).isEmpty();
      assertThat(lineage(session, "SELECT 1").areInputsKnown()).isTrue();
    }
  }

  private static List<String> statements(Session session, String table) {
    return statements(session, table, table);
  }

  /** Returns the statements of one of those that a table came from. */
  private static List<String> statements(Session session, String table, String key) {
    return lineage(session, "FROM " + table).origins().get(key).stream()
        .map(TableOrigin::statement)
        .toList();
  }

  private static Lineage lineage(Session session, String query) {
    return session.lineage(session.split(query).get(0), Parameters.none());
  }

  private static void run(Session session, String statement) {
    session.execute(statement).close();
  }
}
