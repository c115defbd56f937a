package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RhoStatementTest {
  private static final String LONG_QUERY =
      "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3";

  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:rhodb:");
    statement = connection.createStatement();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    assertThat(statement.isClosed() || connection.isClosed()).isTrue();
  }

  private ResultSet row(String values) throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT " + values);
    assertThat(rows.next()).isTrue();
    return rows;
  }

  @Test
  void readsNumbersByEveryGetterThatHoldsThem() throws SQLException {
    ResultSet rows = row("42 AS i, 1.5::DOUBLE AS d, 12345678901234567890::HUGEINT AS h");
    assertThat(rows.getInt("I")).isEqualTo(42);
    assertThat(rows.getLong(1)).isEqualTo(42);
    assertThat(rows.getString(1)).isEqualTo("42");
    assertThat(rows.getDouble(2)).isEqualTo(1.5);
    assertThat(rows.getBigDecimal(2)).isEqualByComparingTo(new BigDecimal("1.5"));
    assertThat(rows.getObject(3, BigInteger.class)).isEqualTo("12345678901234567890");
    SQLException error = catchThrowableOfType(SQLException.class, () -> rows.getLong(3));
    assertThat(error.getSQLState()).isEqualTo("22003");
  }

  @Test
  void tellsNullFromZero() throws SQLException {
    ResultSet rows = row("NULL::INTEGER AS n, 0 AS z");
    assertThat(rows.getInt(1)).isZero();
    assertThat(rows.wasNull()).isTrue();
    assertThat(rows.getObject(1)).isNull();
    assertThat(rows.getInt(2)).isZero();
    assertThat(rows.wasNull()).isFalse();
  }

  @Test
  void readsTimesAsJavaTime() throws SQLException {
    ResultSet rows = row("DATE '2024-01-02' AS d, TIMESTAMP '2024-01-02 03:04:05' AS t");
    assertThat(rows.getObject(1, LocalDate.class)).isEqualTo("2024-01-02");
    assertThat(rows.getDate(1)).isEqualTo("2024-01-02");
    assertThat(rows.getObject(2, LocalDateTime.class)).isEqualTo("2024-01-02T03:04:05");
    assertThat(rows.getTimestamp(2)).isEqualTo(Timestamp.valueOf("2024-01-02 03:04:05"));
    assertThat(rows.getObject(2)).isInstanceOf(Timestamp.class);
  }

  @Test
  void readsListsAsArraysAndText() throws SQLException {
    ResultSet rows = row("[1, 2, NULL] AS l");
    assertThat((Object[]) rows.getArray(1).getArray()).containsExactly(1, 2, null);
    assertThat(rows.getString(1)).isEqualTo("[1, 2, NULL]");
  }

  @Test
  void describesColumns() throws SQLException {
    ResultSet rows = row("1 AS i, 'x' AS s, 1.25::DECIMAL(9,2) AS d");
    assertThat(rows.getMetaData().getColumnCount()).isEqualTo(3);
    assertThat(rows.getMetaData().getColumnLabel(2)).isEqualTo("s");
    assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(Types.INTEGER);
    assertThat(rows.getMetaData().getColumnType(3)).isEqualTo(Types.DECIMAL);
    assertThat(rows.getMetaData().getPrecision(3)).isEqualTo(9);
    assertThat(rows.getMetaData().getScale(3)).isEqualTo(2);
    assertThat(rows.getMetaData().getColumnClassName(1)).isEqualTo("java.lang.Integer");
  }

  @Test
  void runsDslStatements() throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW SETTINGS")) {
      assertThat(rows.next()).isTrue();
    }
    SQLException error =
        catchThrowableOfType(
            SQLException.class,
            () -> statement.executeQuery("CORRELATE MODELS a, b ON pile WHERE rho > 0.8"));
    assertThat(error.getSQLState()).startsWith("42");
  }

  @Test
  void isUsableAfterAnError() throws SQLException {
    SQLException error =
        catchThrowableOfType(
            SQLException.class, () -> statement.executeQuery("SELECT nothing FROM nowhere"));
    assertThat(error.getSQLState()).startsWith("42");
    assertThat(error.getMessage()).doesNotContain("\tat ");
    assertThat(row("1 AS one").getInt(1)).isEqualTo(1);
  }

  @Test
  void givesTheResultsOfAScriptOneAfterTheOther() throws SQLException {
    assertThat(statement.execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2); FROM t"))
        .isFalse();
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(2);
    assertThat(statement.getMoreResults()).isTrue();
    assertThat(statement.getResultSet().next()).isTrue();
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
  }

  @Test
  void keepsAResultReadableWhileAnotherStatementRuns() throws SQLException {
    ResultSet first = statement.executeQuery("SELECT * FROM range(10000)");
    assertThat(first.next()).isTrue();
    try (Statement other = connection.createStatement();
        ResultSet second = other.executeQuery("SELECT 7")) {
      assertThat(second.next()).isTrue();
      assertThat(second.getInt(1)).isEqualTo(7);
    }
    int rest = 0;
    while (first.next()) {
      rest++;
    }
    assertThat(rest).isEqualTo(9999);
  }

  @Test
  void endsAfterMaxRows() throws SQLException {
    statement.setMaxRows(3);
    ResultSet rows = statement.executeQuery("SELECT * FROM range(10)");
    int count = 0;
    while (rows.next()) {
      count++;
    }
    assertThat(count).isEqualTo(3);
    assertThatThrownBy(() -> rows.getInt(1)).hasMessageContaining("behind the last row");
  }

  @Test
  @Timeout(30)
  void cancelsFromAnotherThread() throws Exception {
    CompletableFuture<SQLException> outcome =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    SQLException.class, () -> statement.executeQuery(LONG_QUERY).next()));
    while (!outcome.isDone()) {
      TimeUnit.MILLISECONDS.sleep(100);
      statement.cancel();
    }
    assertThat(outcome.get().getSQLState()).isEqualTo("57014");
    assertThat(row("1 AS one").getInt(1)).isEqualTo(1);
  }

  @Test
  @Timeout(30)
  void endsAtTheTimeout() throws SQLException {
    statement.setQueryTimeout(1);
    SQLException error =
        catchThrowableOfType(SQLException.class, () -> statement.executeQuery(LONG_QUERY).next());
    assertThat((Throwable) error).isInstanceOf(SQLTimeoutException.class);
    assertThat(error.getSQLState()).isEqualTo("HYT00");
    statement.setQueryTimeout(0);
    assertThat(row("1 AS one").getInt(1)).isEqualTo(1);
  }

  @Test
  void beginsAnewWhereTheTextEndedATransaction() throws SQLException {
    statement.execute("CREATE TABLE ended (i INTEGER)");
    connection.setAutoCommit(false);
    statement.execute("INSERT INTO ended VALUES (1)");
    statement.execute("COMMIT");
    statement.execute("INSERT INTO ended VALUES (2)");
    connection.rollback();
    assertThat(row("count(*) FROM ended").getInt(1)).isEqualTo(1);
    connection.setAutoCommit(true);
  }

  @Test
  void bindsParameters() throws SQLException {
    String sql = "SELECT ? + 1 AS i, ?::VARCHAR AS s, ?::DATE AS d, ?::INTEGER AS n";
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      assertThat(prepared.getParameterMetaData().getParameterCount()).isEqualTo(4);
      prepared.setInt(1, 41);
      prepared.setString(2, "it's");
      prepared.setObject(3, LocalDate.of(2024, 1, 2));
      assertThatThrownBy(prepared::executeQuery).hasMessageContaining("parameter 4 is not set");
      prepared.setNull(4, Types.INTEGER);
      try (ResultSet rows = prepared.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt("i")).isEqualTo(42);
        assertThat(rows.getString("s")).isEqualTo("it's");
        assertThat(rows.getObject("d", LocalDate.class)).isEqualTo("2024-01-02");
        assertThat(rows.getObject("n")).isNull();
      }
      assertThatThrownBy(() -> prepared.setInt(5, 1)).hasMessageContaining("parameter 5");
    }
  }

  @Test
  void runsBatches() throws SQLException {
    statement.executeUpdate("CREATE TABLE t (a INT)");
    try (PreparedStatement prepared = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      for (int i = 0; i < 3; i++) {
        prepared.setInt(1, i);
        prepared.addBatch();
      }
      assertThat(prepared.executeBatch()).containsExactly(1, 1, 1);
    }
    assertThat(row("count(*) FROM t").getInt(1)).isEqualTo(3);
  }

  @Test
  void rollsBack() throws SQLException {
    statement.executeUpdate("CREATE TABLE t (a INT)");
    connection.setAutoCommit(false);
    assertThat(statement.executeUpdate("INSERT INTO t VALUES (1)")).isEqualTo(1);
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(row("count(*) FROM t").getInt(1)).isZero();
  }

  @Test
  void warnsOfKindsOfResultsThatItDoesNotHave() throws SQLException {
    try (Statement scrolling =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      assertThat(connection.getWarnings().getMessage()).contains("read forwards");
      assertThat(scrolling.getResultSetType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
      assertThat(scrolling.getResultSetConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
      connection.clearWarnings();
      assertThat((Throwable) connection.getWarnings()).isNull();
    }
  }

  @Test
  void refusesRowsWhereNoneAreWantedAndNoRowsWhereTheyAre() throws SQLException {
    SQLException rows =
        catchThrowableOfType(SQLException.class, () -> statement.executeUpdate("SELECT 1"));
    assertThat(rows.getSQLState()).isEqualTo("0100E");
    SQLException none =
        catchThrowableOfType(
            SQLException.class, () -> statement.executeQuery("CREATE TABLE n (a INT)"));
    assertThat(none.getSQLState()).isEqualTo("02000");
    assertThat(row("1 AS one").getInt(1)).isEqualTo(1);
  }

  @Test
  void saysHowFarABatchCame() throws SQLException {
    statement.executeUpdate("CREATE TABLE b (a INT PRIMARY KEY)");
    statement.addBatch("INSERT INTO b VALUES (1), (2)");
    statement.addBatch("INSERT INTO b VALUES (2)");
    statement.addBatch("INSERT INTO b VALUES (3)");
    BatchUpdateException error =
        catchThrowableOfType(BatchUpdateException.class, () -> statement.executeBatch());
    assertThat(error.getUpdateCounts()).containsExactly(2);
    assertThat(error.getSQLState()).isEqualTo("23000");
    assertThat(statement.executeBatch()).isEmpty();
    assertThat(row("count(*) FROM b").getInt(1)).isEqualTo(2);
  }

  @Test
  void generatesNoKeysAndSaysSo() throws SQLException {
    statement.executeUpdate("CREATE TABLE g (a INT)", Statement.NO_GENERATED_KEYS);
    statement.executeUpdate("INSERT INTO g VALUES (1)", Statement.RETURN_GENERATED_KEYS);
    assertThat(statement.getGeneratedKeys().next()).isFalse();
    assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO g VALUES (1)", 7))
        .hasMessageContaining("RETURN_GENERATED_KEYS");
    assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO g VALUES (1)", new int[] {1}))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThat(row("count(*) FROM g").getInt(1)).isEqualTo(1);
  }

  @Test
  void keepsWhatAClientSaysOfItself() throws SQLException {
    connection.setClientInfo("ApplicationName", "DBeaver");
    connection.setClientInfo("Colour", "red");
    assertThat(connection.getWarnings().getMessage()).contains("'Colour'", "ApplicationName");
    assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("DBeaver");
    connection.setClientInfo(new Properties());
    assertThat(connection.getClientInfo()).isEmpty();
  }

  @Test
  void isNotValidAfterItIsAborted() throws SQLException {
    assertThat(connection.isValid(1)).isTrue();
    assertThatThrownBy(() -> connection.isValid(-1)).isInstanceOf(SQLException.class);
    connection.abort(Runnable::run);
    assertThat(connection.isValid(1)).isFalse();
    assertThat(connection.isClosed()).isTrue();
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void saysWhatIsNotSupported() {
    assertThatThrownBy(() -> connection.prepareCall("CALL f()"))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("U305");
    assertThatThrownBy(() -> row("1").updateInt(1, 2))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
  }
}
