package org.rhodb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Values bound to placeholders give what the same values in the text give. */
class PreparedRelationTest {
  @TempDir static Path folder;
  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    connection = DriverManager.getConnection(Study.create(folder));
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private static List<List<Object>> rows(ResultSet result) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(String.valueOf(result.getObject(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static void assertSame(String text, String prepared, Object... values)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement bound = connection.prepareStatement(prepared)) {
      assertThat(bound.getParameterMetaData().getParameterCount()).isEqualTo(values.length);
      for (int i = 0; i < values.length; i++) {
        bound.setObject(i + 1, values[i]);
      }
      List<List<Object>> expected = rows(statement.executeQuery(text));
      assertThat(expected).isNotEmpty();
      assertThat(rows(bound.executeQuery())).isEqualTo(expected);
      assertThat(rows(bound.executeQuery())).isEqualTo(expected);
    }
  }

  @Test
  void bindsThresholdsCheckpointsAndLimits() throws SQLException {
    assertSame(
        "CORRELATE MODELS seed0, seed1 ON ref AT CHECKPOINT 50 WHERE rho > 0.9"
            + " ORDER BY rho DESC, layer, neuron, other_layer, other_neuron LIMIT 7",
        "CORRELATE MODELS seed0, seed1 ON ref AT CHECKPOINT ? WHERE rho > ?"
            + " ORDER BY rho DESC, layer, neuron, other_layer, other_neuron LIMIT ?",
        50,
        0.9,
        7);
    assertSame(
        "SELECT model, checkpoint, count(*) FROM (UNIVERSAL NEURONS OF MODELS seed0, seed1 ON ref"
            + " AT CHECKPOINTS (50, 2000) BASELINE GAUSSIAN DRAWS 2 SEED 5 WHERE excess > 0.1)"
            + " GROUP BY ALL ORDER BY ALL",
        "SELECT model, checkpoint, count(*) FROM (UNIVERSAL NEURONS OF MODELS seed0, seed1 ON ref"
            + " AT CHECKPOINTS (?, 2000) BASELINE GAUSSIAN DRAWS ? SEED ? WHERE excess > ?)"
            + " GROUP BY ALL ORDER BY ALL",
        50L,
        2,
        5L,
        0.1);
  }

  @Test
  void bindsTheInputOfARelation() throws SQLException {
    String ablate =
        "ABLATE (SELECT * FROM (UNIVERSAL NEURONS OF MODELS seed0, seed1 ON ref WHERE rho > %s AND neuron < 50)"
            + " WHERE model = %s) ON ref USING %s VERSUS RANDOM %s DRAWS SEED %s";
    assertSame(
        String.format(java.util.Locale.ROOT, ablate, "0.7", "'seed0'", "0.5", "1", "3"),
        String.format(java.util.Locale.ROOT, ablate, "?", "?", "?", "?", "?"),
        0.7,
        "seed0",
        0.5,
        1,
        3);
  }

  @Test
  void pushesBoundValuesDown() throws SQLException {
    try (PreparedStatement bound =
        connection.prepareStatement(
            "EXPLAIN SELECT neuron, rho FROM (CORRELATE MODELS seed0, seed1 ON ref)"
                + " WHERE rho > ? AND layer = ? LIMIT ?")) {
      bound.setDouble(1, 0.8);
      bound.setInt(2, 3);
      bound.setInt(3, 5);
      String plan = rows(bound.executeQuery()).toString();
      assertThat(plan)
          .contains("layer in (3); rho >= 0.79999")
          .doesNotContain("without push-downs");
    }
  }

  @Test
  void describesParametersBeforeAnyIsSet() throws SQLException {
    try (PreparedStatement bound =
        connection.prepareStatement(
            "SELECT ?::DATE AS d, rho FROM (CORRELATE MODELS seed0, seed1@? ON ref) WHERE rho > ?"
                + " AND model = ?")) {
      ParameterMetaData parameters = bound.getParameterMetaData();
      assertThat(parameters.getParameterType(1)).isEqualTo(Types.DATE);
      assertThat(parameters.getParameterType(2)).isEqualTo(Types.BIGINT);
      assertThat(parameters.getParameterType(3)).isEqualTo(Types.DOUBLE);
      assertThat(parameters.getParameterTypeName(4)).isEqualTo("VARCHAR");
      assertThat(parameters.getParameterClassName(3)).isEqualTo("java.lang.Double");
      assertThat(bound.getMetaData().getColumnName(2)).isEqualTo("rho");
      assertThat(bound.getMetaData().getColumnType(2)).isEqualTo(Types.DOUBLE);
    }
  }

  @Test
  void refusesWhatCannotBeBoundAtItsPlace() throws SQLException {
    SQLException name =
        catchThrowableOfType(
            SQLException.class,
            () -> connection.prepareStatement("CORRELATE MODELS ?, seed1 ON ref"));
    assertThat(name.getSQLState()).isEqualTo("42601");
    assertThat(name.getMessage()).contains("1:18").contains("stands for a number");
    try (PreparedStatement bound =
        connection.prepareStatement("CORRELATE MODELS seed0, seed1 ON ref AT CHECKPOINT ?")) {
      bound.setString(1, "50; DROP TABLE u");
      SQLException text = catchThrowableOfType(SQLException.class, bound::executeQuery);
      assertThat(text.getMessage()).contains("A207 at 1:52").contains("whole number");
      bound.setInt(1, 51);
      SQLException unknown = catchThrowableOfType(SQLException.class, bound::executeQuery);
      assertThat(unknown.getMessage()).contains("A202 at 1:52");
      bound.setInt(1, 50);
      bound.setMaxRows(1);
    }
    SQLException kept =
        catchThrowableOfType(
            SQLException.class,
            () -> {
              try (PreparedStatement view =
                  connection.prepareStatement(
                      "CREATE VIEW v AS PERSIST (SELECT * FROM u WHERE rho > ?)")) {
                view.setDouble(1, 0.5);
                view.execute();
              }
            });
    assertThat(kept.getMessage()).contains("parameter");
  }

  @Test
  void bindsByNameThroughTheEngine() {
    String query =
        "SELECT count(*) FROM (CORRELATE MODELS seed0, seed1@$step ON ref) WHERE rho > $rho"
            + " AND $rho < 1";
    try (Engine engine = Engine.open(Options.of(folder.resolve("named.rhodb")));
        Session session = engine.openSession()) {
      Study.fill(session);
      var statement = session.split(query).get(0);
      assertThat(session.describe(statement).parameters())
          .extracting(p -> p.name() + " " + p.typeName())
          .containsExactly("step BIGINT", "rho UNKNOWN");
      Map<String, Object> values = Map.of("STEP", 50, "rho", 0.25);
      try (QueryResult result =
          session.execute(statement, Parameters.named(values), Duration.ZERO)) {
        assertThat(result.next()).isTrue();
        assertThat((Long) result.value(0)).isPositive();
      }
      try (QueryResult run = session.execute("SELECT statement FROM runs")) {
        assertThat(run.next()).isTrue();
        assertThat(run.value(0).toString()).endsWith("/* $step = 50, $rho = 0.25 */");
      }
      QueryException unknown =
          catchThrowableOfType(
              QueryException.class,
              () ->
                  session.execute(
                      statement, Parameters.named(Map.of("rh", 1, "step", 50)), Duration.ZERO));
      assertThat(unknown.code()).isEqualTo(ErrorCode.A207);
      assertThat(unknown).hasMessageContaining("no parameter 'rh'");
      assertThat(unknown.hint()).contains("rho");
      QueryException missing =
          catchThrowableOfType(QueryException.class, () -> session.execute(statement));
      assertThat(missing).hasMessageContaining("parameter $step has no value");
    }
  }
}
