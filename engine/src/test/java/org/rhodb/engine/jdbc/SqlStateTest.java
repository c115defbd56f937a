package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.SqlFault;

class SqlStateTest {
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:rhodb:");
    statement = connection.createStatement();
    statement.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR NOT NULL)");
    statement.execute("INSERT INTO t VALUES (1, 'one')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private SQLException failing(String sql) {
    return catchThrowableOfType(
        SQLException.class,
        () -> {
          if (statement.execute(sql)) {
            try (ResultSet rows = statement.getResultSet()) {
              while (rows.next()) {
                rows.getObject(1);
              }
            }
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELEC 1; 42601",
        "SELECT 1 +; 42601",
        "SELECT 'open; 42601",
        "CREATE MODEL; 42601",
        "SELECT nothing FROM t; 42703",
        "SELECT t.nothing FROM t; 42703",
        "INSERT INTO t (c) VALUES (1); 42703",
        "UPDATE t SET c = 1; 42703",
        "ALTER TABLE t DROP COLUMN c; 42703",
        "SELECT * FROM nowhere; 42P01",
        "SELECT x.a FROM t; 42P01",
        "INSERT INTO nowhere VALUES (1); 42P01",
        "DROP TABLE nowhere; 42P01",
        "DROP VIEW nowhere; 42P01",
        "SELECT * FROM no.t; 42P01",
        "SELECT nothing(1); 42883",
        "SELECT sqrt('a', 2, 3); 42883",
        "CREATE TABLE t (a INTEGER); 42P07",
        "CORRELATE MODELS a, b ON c WHERE rho > 0.8; 42704",
        "DROP MODEL nobody; 42704",
        "DROP CORPUS nobody; 42704",
        "SET nothing_like_it = 1; 22023",
        "SET threads = 'many'; 22023",
        "SELECT 'x'::INTEGER; 22018",
        "SELECT 300::TINYINT; 22018",
        "SELECT 9223372036854775807 + 1::BIGINT; 22003",
        "INSERT INTO t VALUES (1, 'again'); 23000",
        "INSERT INTO t VALUES (2, NULL); 23000",
        "SELECT * FROM 'nowhere.csv'; 58030",
        "DROP TABLE rhodb.models; 42501",
      })
  void givesTheStateOfWhatIsWrong(String sql, String state) {
    SQLException error = failing(sql);
    assertThat((Throwable) error).as(sql).isNotNull();
    assertThat(error.getSQLState()).as(error.getMessage()).isEqualTo(state);
    assertThat(error.getErrorCode()).isPositive();
    assertThat(error.getMessage()).startsWith("error ").doesNotContain("\tat ");
  }

  @Test
  void prepareGivesTheSameStatesAndTheStatementStaysUsable() throws SQLException {
    for (String[] wrong :
        new String[][] {
          {"SELEC ?", "42601"}, {"SELECT nothing FROM t", "42703"}, {"FROM nowhere", "42P01"}
        }) {
      SQLException error =
          catchThrowableOfType(SQLException.class, () -> connection.prepareStatement(wrong[0]));
      assertThat(error.getSQLState()).as(wrong[0]).isEqualTo(wrong[1]);
    }
    try (PreparedStatement prepared =
        connection.prepareStatement("INSERT INTO t VALUES (?, 'x')")) {
      prepared.setInt(1, 1);
      SQLException error = catchThrowableOfType(SQLException.class, prepared::executeUpdate);
      assertThat((Throwable) error).isInstanceOf(SQLIntegrityConstraintViolationException.class);
      prepared.setInt(1, 2);
      assertThat(prepared.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void givesTheClassOfExceptionThatJdbcNames() {
    assertThat((Throwable) failing("SELEC 1")).isInstanceOf(SQLSyntaxErrorException.class);
    assertThat((Throwable) failing("SELECT 'x'::INTEGER")).isInstanceOf(SQLDataException.class);
  }

  @Test
  void saysWhenATransactionIsAbortedAndWhenOneIsInConflict() throws SQLException {
    connection.setAutoCommit(false);
    statement.execute("INSERT INTO t VALUES (5, 'five')");
    failing("INSERT INTO t VALUES (5, 'again')");
    assertThat(failing("SELECT 1").getSQLState()).isEqualTo("25000");
    assertThat(connection.isValid(1)).isTrue();
    connection.rollback();
    assertThat((Throwable) failing("SELECT 1")).isNull();
    connection.rollback();
  }

  @Test
  void refusesAccessWith28000() throws SQLException {
    try (Connection safe = DriverManager.getConnection("jdbc:rhodb:;safe=true");
        Statement locked = safe.createStatement()) {
      SQLException error =
          catchThrowableOfType(
              SQLException.class, () -> locked.execute("COPY (SELECT 1) TO '/tmp/no.csv'"));
      assertThat(error.getSQLState()).isEqualTo("28000");
    }
  }

  @Test
  void failsToConnectWith08001(@TempDir Path folder) {
    for (String url : new String[] {folder + ";mode=maybe", folder + "/x/y;mode=read_only"}) {
      SQLException error =
          catchThrowableOfType(
              SQLException.class, () -> DriverManager.getConnection("jdbc:rhodb:" + url));
      assertThat(error.getSQLState()).as(url).isEqualTo("08001");
    }
  }

  @Test
  void tellsClosedConnectionsFromClosedStatements() throws SQLException {
    statement.close();
    assertThat(failing("SELECT 1").getSQLState()).isEqualTo("HY010");
    connection.close();
    SQLException error =
        catchThrowableOfType(SQLException.class, () -> connection.createStatement());
    assertThat(error.getSQLState()).isEqualTo("08003");
  }

  @Test
  void hasAStateOfFiveCharactersForEveryErrorAndNoTwoAlike() {
    Set<String> codes = new HashSet<>();
    for (SqlState state : SqlState.values()) {
      assertThat(state.code()).matches("[0-9A-Z]{5}");
      assertThat(codes.add(state.code())).as("%s stands once", state.code()).isTrue();
    }
    for (ErrorCode code : ErrorCode.values()) {
      for (SqlFault fault : SqlFault.values()) {
        QueryException error = QueryException.of(code, "x").withFault(fault);
        assertThat(SqlState.of(error)).as("%s %s", code, fault).isNotNull();
      }
    }
  }
}
