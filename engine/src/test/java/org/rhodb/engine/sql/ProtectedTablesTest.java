package org.rhodb.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

class ProtectedTablesTest {
  private Engine engine;
  private Session session;

  @BeforeEach
  void open() {
    engine = Engine.open(Options.inMemory());
    session = engine.openSession();
    run("CREATE TABLE t (name VARCHAR, n INTEGER)");
    run("CREATE TABLE a AS SELECT 'x' AS model, 1::BIGINT AS checkpoint, 0 AS layer, 0 AS neuron");
  }

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  private void run(String statement) {
    try (QueryResult result = session.execute(statement)) {
      while (result.next()) {
        assertThat(result.columns()).isNotEmpty();
      }
    }
  }

  private List<String> ownTables() {
    List<String> all = new ArrayList<>();
    try (QueryResult result =
        session.execute(
            "SELECT table_name || ' ' || column_name || ' ' || data_type FROM duckdb_columns()"
                + " WHERE schema_name = 'rhodb' UNION ALL SELECT 'origin ' || statement"
                + " FROM rhodb.origins ORDER BY 1")) {
      while (result.next()) {
        all.add(String.valueOf(result.value(0)));
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE models",
        "drop table if exists Models",
        "DROP TABLE \"models\"",
        "DROP TABLE 'models'",
        "DROP TABLE rhodb.models",
        "DROP TABLE \"RHODB\" /* here */ . \"Models\"",
        "DROP TABLE memory.rhodb.models",
        "DROP SCHEMA rhodb CASCADE",
        "DROP SEQUENCE run_ids",
        "DELETE FROM origins",
        "DELETE FROM rhodb.runs WHERE true",
        "DELETE FROM E'origins'",
        "TRUNCATE runs",
        "TRUNCATE TABLE rhodb.origins",
        "UPDATE checkpoints SET step = 1",
        "UPDATE rhodb.checkpoints AS c SET step = 1",
        "INSERT INTO models VALUES ('a', 'b', 'c', now()::TIMESTAMP)",
        "INSERT OR REPLACE INTO rhodb.models BY NAME SELECT 'a' AS name",
        "MERGE INTO rhodb.models USING t ON models.name = t.name WHEN MATCHED THEN DELETE",
        "ALTER TABLE corpora ADD COLUMN x INTEGER",
        "ALTER TABLE rhodb.shards RENAME TO mine",
        "ALTER TABLE IF EXISTS shards DROP COLUMN file",
        "CREATE OR REPLACE TABLE rhodb.models (x INTEGER)",
        "CREATE TABLE rhodb.more (x INTEGER)",
        "CREATE OR REPLACE VIEW rhodb.runs AS SELECT 1",
        "CREATE INDEX i ON rhodb.models (name)",
        "CREATE UNIQUE INDEX IF NOT EXISTS i ON models (name)",
        "COMMENT ON TABLE models IS 'mine'",
        "COMMENT ON COLUMN rhodb.models.name IS 'mine'",
        "COPY models FROM 'models.csv'",
        "COPY rhodb.models (name, source) FROM 'models.csv'",
        "IMPORT DATABASE 'folder'",
        "PREPARE p AS DELETE FROM models",
        "EXPLAIN ANALYZE DELETE FROM models",
        "WITH q AS (SELECT 1) DELETE FROM models",
        "WITH q AS (DELETE FROM rhodb.models RETURNING *) SELECT * FROM q",
        "PERSIST (WITH q AS (DELETE FROM origins RETURNING *) SELECT a.* FROM a, q)",
        "FROM persist(neurons := 'WITH q AS (DELETE FROM origins RETURNING *) SELECT a.* FROM a, q')",
        "CREATE TRIGGER g AFTER INSERT ON t FOR EACH STATEMENT DELETE FROM rhodb.models",
      })
  void refusesWhatWouldChangeThem(String statement) {
    List<String> before = ownTables();
    QueryException error = catchThrowableOfType(QueryException.class, () -> run(statement));
    assertThat((Throwable) error).as(statement).isNotNull();
    assertThat(error.code()).as(error.getMessage()).isEqualTo(ErrorCode.A214);
    assertThat(error.hint()).isNotBlank();
    assertThat(ownTables()).isEqualTo(before);
    run("SELECT count(*) FROM models");
  }

  @Test
  void refusesAlongWhateverSearchPathIsSet() {
    for (String path : List.of("USE rhodb", "SET search_path = 'rhodb,main'")) {
      run(path);
      for (String statement :
          List.of("DROP TABLE runs", "CREATE OR REPLACE TABLE models (x INTEGER)")) {
        QueryException error = catchThrowableOfType(QueryException.class, () -> run(statement));
        assertThat(error.code()).as("%s; %s", path, statement).isEqualTo(ErrorCode.A214);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT name, 1 FROM models",
        "CREATE TABLE copied AS FROM rhodb.runs",
        "CREATE VIEW seen AS SELECT * FROM models JOIN checkpoints ON models.name = model",
        "DELETE FROM t WHERE name IN (SELECT name FROM models)",
        "UPDATE t SET n = (SELECT count(*) FROM models)",
        "CREATE TABLE u AS TABLE models",
        "ALTER TABLE t ADD COLUMN models INTEGER",
        "ALTER TABLE t RENAME COLUMN n TO runs",
        "SELECT models.name AS \"update\" FROM models",
        "INSERT INTO t VALUES ('DELETE FROM models', 1) -- DROP TABLE models",
        "CREATE MACRO f() AS TABLE SELECT * FROM runs",
      })
  void letsThemBeReadAndOtherTablesChanged(String statement) {
    run(statement);
  }

  @Test
  void takesATableOfTheUsersForTheUsers() {
    run("CREATE TABLE runs (x INTEGER)");
    run("INSERT INTO runs VALUES (1)");
    run("DELETE FROM main.runs");
    run("ALTER TABLE runs ADD COLUMN y INTEGER");
    run("DROP TABLE runs");
    QueryException error = catchThrowableOfType(QueryException.class, () -> run("DROP TABLE runs"));
    assertThat(error.code()).isEqualTo(ErrorCode.A214);
  }

  @Test
  void pointsAtTheName() {
    QueryException error =
        catchThrowableOfType(QueryException.class, () -> run("DELETE FROM rhodb.models"));
    assertThat(error.position().orElseThrow().start()).isEqualTo(12);
    assertThat(error.hint()).contains("DROP MODEL");
  }

  @Test
  void refusesBeforeAnythingRunsWhenDescribed() {
    QueryException error =
        catchThrowableOfType(
            QueryException.class,
            () -> session.describe(session.split("DELETE FROM models WHERE name = ?").get(0)));
    assertThat(error.code()).isEqualTo(ErrorCode.A214);
  }
}
