package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do to a result that its writers did not think of. */
final class RhoResultSetTest {
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
  }

  private ResultSet row(String value) throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT " + value + " AS v");
    assertThat(rows.next()).isTrue();
    return rows;
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        "'nan'::DOUBLE",
        "'1e999999999'",
        "'1e-999999999'",
        "'1e2147483647'",
        "'x'",
        "'infinity'::DATE",
        "'5877642-06-25 (BC)'::DATE",
        "'infinity'::TIMESTAMP",
        "'-infinity'::TIMESTAMPTZ",
        "'01:02:03+02'::TIMETZ",
        "INTERVAL 3 MONTH",
        "uuid()",
        "'ab'::BLOB",
        "[1, NULL]",
        "{'a': [{'b': 1}]}",
        "MAP {'k': 1}",
        "union_value(n := 2)",
        "NULL"
      })
  void answersOrRefusesEveryGetter(String value) throws Exception {
    ResultSet rows = row(value);
    for (Method getter : ResultSet.class.getMethods()) {
      List<Class<?>> taken = Arrays.asList(getter.getParameterTypes());
      if (!getter.getName().startsWith("get") || taken.isEmpty() || taken.get(0) != int.class) {
        continue;
      }
      Object[] arguments = {1, null};
      if (taken.size() == 2 && taken.get(1) == int.class) {
        arguments[1] = 3;
      } else if (taken.size() == 2 && taken.get(1) == Class.class) {
        arguments[1] = BigInteger.class;
      }
      try {
        getter.invoke(rows, Arrays.copyOf(arguments, taken.size()));
      } catch (InvocationTargetException e) {
        assertThat(e.getCause()).as(getter.toString()).isInstanceOf(SQLException.class);
        assertThat(((SQLException) e.getCause()).getSQLState()).hasSize(5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'24:00:00'::TIME", "'-infinity'::TIMESTAMP_S"})
  void saysThatAValueHasNoJavaCounterpart(String value) throws SQLException {
    assertThatThrownBy(() -> row(value))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("A208")
        .hasMessageContaining("'v'")
        .hasMessageContaining("VARCHAR");
    assertThat(row("(" + value + ")::VARCHAR").getString(1)).isNotEmpty();
    // The same where another statement has the row read before the client asks for it.
    ResultSet waiting = statement.executeQuery("SELECT " + value + " AS v");
    try (Statement other = connection.createStatement();
        ResultSet rows = other.executeQuery("SELECT 1")) {
      assertThat(rows.next()).isTrue();
    }
    assertThatThrownBy(waiting::next).hasMessageContaining("A208");
  }

  @Test
  void findsColumnsByTheFirstOfALabelInAnyCase() throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT 1 AS A, 2 AS b, 3 AS \"a\"");
    assertThat(rows.next()).isTrue();
    assertThat(rows.getInt("a")).isEqualTo(1);
    assertThat(rows.findColumn("B")).isEqualTo(2);
    assertThatThrownBy(() -> rows.getInt("c")).hasMessageContaining("A203");
    assertThatThrownBy(() -> rows.getInt((String) null)).hasMessageContaining("A203");
  }

  @Test
  void isBeforeTheFirstRowOnlyWhereThereIsOne() throws SQLException {
    try (ResultSet none = statement.executeQuery("SELECT 1 AS v WHERE false")) {
      assertThat(none.isBeforeFirst()).isFalse();
      assertThat(none.isAfterLast()).isFalse();
      assertThat(none.next()).isFalse();
    }
    statement.setMaxRows(2);
    ResultSet rows = statement.executeQuery("SELECT nullif(range, 0) AS v FROM range(3)");
    assertThat(rows.isBeforeFirst()).isTrue();
    assertThat(rows.isBeforeFirst()).isTrue();
    assertThat(rows.isFirst()).isFalse();
    assertThat(rows.getRow()).isZero();
    assertThatThrownBy(() -> rows.getLong(1)).hasMessageContaining("next() was not called");
    assertThat(rows.next()).isTrue();
    assertThat(rows.isBeforeFirst()).isFalse();
    assertThat(rows.isFirst()).isTrue();
    assertThat(rows.getLong(1)).isZero();
    assertThat(rows.wasNull()).isTrue();
    assertThat(rows.next()).isTrue();
    assertThat(rows.getLong(1)).isEqualTo(1);
    assertThat(rows.next()).as("only as many as are allowed").isFalse();
    assertThat(rows.isBeforeFirst()).isFalse();
    statement.setMaxRows(0);
  }

  @Test
  void saysWhatTheFirstRowFailsWithWhereItIsLookedFor() throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT '24:00:00'::TIME AS v");
    assertThatThrownBy(rows::isBeforeFirst).hasMessageContaining("A208");
    assertThat(rows.next()).isFalse();
  }

  @Test
  void refusesNullForAStatement() throws SQLException {
    assertThatThrownBy(() -> statement.execute(null)).hasMessageContaining("A207");
    assertThatThrownBy(() -> connection.prepareStatement(null)).hasMessageContaining("A207");
    assertThatThrownBy(() -> connection.nativeSQL(null)).hasMessageContaining("A207");
    String[] kinds = {"TABLE", null, "TABLE"};
    try (ResultSet tables = connection.getMetaData().getTables(null, "rhodb", "%", kinds)) {
      assertThat(tables.next()).isFalse();
    }
  }

  @Test
  void readsTextsOfEveryLengthAroundThatWhichIsReadInPlace() throws SQLException {
    String sql =
        "SELECT repeat('é', n) || repeat('x', m) AS t, n, m FROM range(8) a(n), range(16) b(m)"
            + " UNION ALL SELECT NULL, 0, 0 ORDER BY n, m";
    int read = 0;
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String text = rows.getString(1);
        if (text != null) {
          assertThat(text).isEqualTo("é".repeat(rows.getInt(2)) + "x".repeat(rows.getInt(3)));
          read++;
        }
      }
    }
    assertThat(read).isEqualTo(8 * 16);
    assertThat(row("'a' || chr(0) || 'b'").getString(1)).isEqualTo("a\0b");
  }

  @Test
  @Timeout(120)
  void isSharedByThreadsThatWaitForEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Long>> sums = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sums.add(threads.submit(this::readSeveralTimes));
    }
    for (Future<Long> sum : sums) {
      assertThat(sum.get()).isEqualTo(10 * 4_999L * 5_000 / 2);
    }
    threads.shutdown();
  }

  private long readSeveralTimes() throws SQLException {
    long sum = 0;
    for (int i = 0; i < 10; i++) {
      try (Statement own = connection.createStatement();
          ResultSet rows = own.executeQuery("SELECT range, 'row ' || range FROM range(5000)")) {
        while (rows.next()) {
          assertThat(rows.getString(2)).isEqualTo("row " + rows.getLong(1));
          sum += rows.getLong(1);
        }
      }
    }
    return sum;
  }

  @Test
  @Timeout(120)
  void endsWhenAnotherThreadClosesTheConnection() throws Exception {
    ResultSet rows =
        statement.executeQuery(
            "SELECT range, 'a long enough text ' || range FROM range(4000000000)");
    Thread closing =
        new Thread(
            () -> {
              try {
                connection.close();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(rows.next()).isTrue();
    closing.start();
    Throwable end =
        catchThrowable(
            () -> {
              while (rows.next()) {
                rows.getString(2);
              }
            });
    closing.join();
    assertThat(end).isInstanceOf(SQLException.class);
    assertThat(rows.isClosed()).isTrue();
    assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(SQLException.class);
  }
}
