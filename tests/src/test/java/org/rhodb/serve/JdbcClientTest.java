package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standard driver over a server that only reads. */
final class JdbcClientTest {
  private static final String ENDLESS =
      "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b";

  private static ServedStudy study;

  @BeforeAll
  static void open(@TempDir Path folder) {
    study = ServedStudy.open(ServedStudy.create(folder), false);
  }

  @AfterAll
  static void close() {
    study.close();
  }

  private static List<String> column(ResultSet rows, String name) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(name));
    }
    return values;
  }

  private static String value(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      String value = rows.getString(1);
      assertThat(rows.next()).isFalse();
      return value;
    }
  }

  @Test
  void showsTheCatalog() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      assertThat(column(statement.executeQuery("SHOW MODELS"), "model"))
          .containsExactly("seed0", "seed1");
      assertThat(column(statement.executeQuery("SHOW CORPORA"), "corpus")).containsExactly("ref");
    }
  }

  @Test
  void readsEveryType() throws SQLException {
    String sql =
        "SELECT true AS b, 1::TINYINT AS i1, 2::SMALLINT AS i2, 3::INTEGER AS i4, 4::BIGINT AS i8,"
            + " 200::UTINYINT AS u1, 60000::USMALLINT AS u2, 4000000000::UINTEGER AS u4,"
            + " 18446744073709551615::UBIGINT AS u8, -170141183460469231731687303715884105::HUGEINT"
            + " AS h, 1.5::FLOAT AS f4, 2.5::DOUBLE AS f8, 12.345::DECIMAL(18, 3) AS dec,"
            + " 'µ €' AS t, 'ab'::BLOB AS bytes, DATE '2026-11-28' AS d,"
            + " TIMESTAMP '2026-11-28 12:34:56.789012' AS ts, [1, NULL, 3] AS ints,"
            + " ['a', 'b'] AS texts, {'x': 1} AS struct, NULL::INTEGER AS nothing,"
            + " '00000000-0000-0000-0000-00000000002a'::UUID AS id, INTERVAL 1 DAY AS gap,"
            + " [[1], []] AS nested, TIMESTAMPTZ '2026-11-28 12:00:00+00' AS zoned,"
            + " TIME '01:02:03' AS clock";
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean("b")).isTrue();
      assertThat(row.getLong("i1")).isEqualTo(1);
      assertThat(row.getLong("i2")).isEqualTo(2);
      assertThat(row.getLong("i4")).isEqualTo(3);
      assertThat(row.getLong("i8")).isEqualTo(4);
      assertThat(row.getLong("u1")).isEqualTo(200);
      assertThat(row.getLong("u2")).isEqualTo(60_000);
      assertThat(row.getLong("u4")).isEqualTo(4_000_000_000L);
      assertThat(row.getBigDecimal("u8")).isEqualByComparingTo("18446744073709551615");
      assertThat(row.getBigDecimal("h"))
          .isEqualByComparingTo("-170141183460469231731687303715884105");
      assertThat(row.getFloat("f4")).isEqualTo(1.5f);
      assertThat(row.getDouble("f8")).isEqualTo(2.5);
      assertThat(row.getBigDecimal("dec")).isEqualTo(new BigDecimal("12.345"));
      assertThat(row.getString("t")).isEqualTo("µ €");
      assertThat(row.getBytes("bytes")).isEqualTo(new byte[] {'a', 'b'});
      assertThat(row.getDate("d").toString()).isEqualTo("2026-11-28");
      assertThat(row.getString("ts")).startsWith("2026-11-28 12:34:56.789");
      assertThat((Object[]) row.getArray("ints").getArray()).containsExactly(1, null, 3);
      assertThat(row.getString("texts")).contains("a", "b");
      assertThat(row.getString("struct")).isEqualTo("{x: 1}");
      assertThat(row.getInt("nothing")).isZero();
      assertThat(row.wasNull()).isTrue();
      assertThat(row.getString("id")).isEqualTo("00000000-0000-0000-0000-00000000002a");
      assertThat(row.getString("gap")).isEqualTo("1 day");
      assertThat(row.getString("nested")).isEqualTo("[[1],[]]");
      assertThat(row.getString("zoned")).startsWith("2026-11-28");
      assertThat(row.getString("clock")).startsWith("01:02:03");
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void readsRareTypesAsTextsOfTheStore() throws SQLException {
    String sql =
        "SELECT TIMETZ '01:02:03+05:30' AS tz, '10101'::BIT AS bits, 'b'::ENUM('a', 'b') AS choice,"
            + " MAP {'k': 1} AS map, union_value(num := 2) AS either,"
            + " INTERVAL '1 month 2 days 3.5 seconds' AS gap,"
            + " 1234567890123456789012345678.0123456789::DECIMAL(38, 10) AS wide,"
            + " 340282366920938463463374607431768211455::UHUGEINT::VARCHAR AS cast_wide";
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString("tz")).isEqualTo("01:02:03+05:30");
      assertThat(row.getString("bits")).isEqualTo("10101");
      assertThat(row.getString("choice")).isEqualTo("b");
      assertThat(row.getString("map")).isEqualTo("{k: 1}");
      assertThat(row.getString("either")).isEqualTo("2");
      assertThat(row.getString("gap")).isEqualTo("1 month 2 days 00:00:03.5");
      assertThat(row.getBigDecimal("wide"))
          .isEqualTo(new BigDecimal("1234567890123456789012345678.0123456789"));
      assertThat(row.getString("cast_wide")).isEqualTo("340282366920938463463374607431768211455");
    }
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () ->
                  value(
                      statement,
                      "SELECT 340282366920938463463374607431768211455::UHUGEINT AS wide"))
          .hasStackTraceContaining("error A208: column 'wide': Arrow's decimals have 38 digits")
          .hasStackTraceContaining("cast it to VARCHAR or DOUBLE");
    }
  }

  @Test
  void runsRelations() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "CORRELATE MODELS seed0, seed1 ON ref AT CHECKPOINT 2000 WHERE rho > 0.8")) {
      int count = 0;
      while (rows.next()) {
        assertThat(rows.getString("model")).isEqualTo("seed0");
        assertThat(rows.getDouble("rho")).isGreaterThan(0.8);
        count++;
      }
      assertThat(count).isPositive();
    }
  }

  @Test
  void bindsParameters() throws SQLException {
    try (Connection connection = study.connect();
        PreparedStatement relation =
            connection.prepareStatement(
                "SELECT count(*) FROM (CORRELATE MODELS seed0, seed1 ON ref AT CHECKPOINT ?"
                    + " WHERE rho > ?)");
        PreparedStatement plain =
            connection.prepareStatement("SELECT neuron FROM u WHERE neuron >= ? AND model = ?")) {
      relation.setLong(1, 2000);
      relation.setDouble(2, 0.8);
      long few = one(relation);
      relation.setDouble(2, 0.6);
      assertThat(one(relation)).isGreaterThan(few);
      plain.setInt(1, 8);
      plain.setString(2, "seed0");
      assertThat(column(plain.executeQuery(), "neuron")).containsExactly("8", "9");
    }
  }

  private static long one(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  @Test
  void bindsValuesOfEveryTypeItAnnounces() throws SQLException {
    try (Connection connection = study.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT ?::BOOLEAN AS b, ?::DECIMAL(9, 2) AS dec, ?::DATE AS d, ?::TIMESTAMP AS ts,"
                    + " ?::VARCHAR AS t, ?::BIGINT AS nothing")) {
      statement.setBoolean(1, true);
      statement.setBigDecimal(2, new BigDecimal("1.25"));
      statement.setDate(3, Date.valueOf("2026-11-28"));
      statement.setTimestamp(4, Timestamp.valueOf("2026-11-28 01:02:03"));
      statement.setString(5, "it's; --");
      statement.setNull(6, Types.BIGINT);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getBoolean("b")).isTrue();
        assertThat(row.getBigDecimal("dec")).isEqualByComparingTo("1.25");
        assertThat(row.getString("d")).isEqualTo("2026-11-28");
        assertThat(row.getString("ts")).startsWith("2026-11-28 01:02:03");
        assertThat(row.getString("t")).isEqualTo("it's; --");
        assertThat(row.getObject("nothing")).isNull();
      }
    }
  }

  @Test
  void pointsAtWhatIsWrongAndGoesOn() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT neuron\nFROM u WHERE layr = 1"))
          .hasStackTraceContaining("error A203 at 2:14")
          .hasStackTraceContaining("2 | FROM u WHERE layr = 1")
          .hasStackTraceContaining("^^^^");
      assertThatThrownBy(() -> statement.executeQuery("CORRELATE MODELS seed0, sed1 ON ref"))
          .hasStackTraceContaining("error A201")
          .hasStackTraceContaining("did you mean 'seed1'?");
      assertThat(value(statement, "SELECT 42")).isEqualTo("42");
    }
  }

  @Test
  void refusesWhatWrites() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "CREATE TABLE w AS SELECT 1",
              "INSERT INTO parent VALUES (1)",
              "DROP TABLE u",
              "DROP MODEL seed0")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .hasStackTraceContaining("R504")
            .hasStackTraceContaining("--writable");
      }
      assertThat(value(statement, "SELECT count(*) FROM u")).isEqualTo("10");
    }
  }

  @Test
  void reachesNoFile() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "SELECT * FROM read_text('/etc/passwd')",
              "COPY u TO '/tmp/u.csv'",
              "INSTALL httpfs",
              "SET lock_configuration = false")) {
        assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasStackTraceContaining("R510");
      }
    }
  }

  @Test
  void keepsSettingsToTheirSession() throws SQLException {
    try (Connection one = study.connect();
        Connection other = study.connect();
        Statement here = one.createStatement();
        Statement there = other.createStatement()) {
      String setting = "SELECT value FROM settings() WHERE setting = 'max_rows'";
      here.execute("SET max_rows = 1234");
      here.execute("CREATE TEMP TABLE mine AS SELECT 1 AS x");
      assertThat(value(here, setting)).isEqualTo("1234");
      assertThat(value(there, setting)).isNotEqualTo("1234");
      assertThat(value(here, "SELECT x FROM mine")).isEqualTo("1");
      assertThatThrownBy(() -> there.executeQuery("SELECT x FROM mine"))
          .hasStackTraceContaining("A203");
    }
  }

  @Test
  void cancelsFromAnotherThread() throws Exception {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> query =
          CompletableFuture.runAsync(
              () -> {
                try (ResultSet rows = statement.executeQuery(ENDLESS)) {
                  rows.next();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      ServedStudy.await("it runs", () -> study.server().runningCount() > 0);
      // A cancellation between the driver's request and its note of it is lost in the driver.
      Thread.sleep(1500);
      long start = System.nanoTime();
      statement.cancel();
      ServedStudy.await("it has stopped", () -> study.server().runningCount() == 0);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2000);
      assertThatThrownBy(() -> query.get(10, TimeUnit.SECONDS)).isNotNull();
      try (Statement next = connection.createStatement()) {
        assertThat(value(next, "SELECT 42")).isEqualTo("42");
      }
    }
  }

  @Test
  void stopsWorkWhoseResultIsClosed() throws Exception {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT range FROM range(4000000000)")) {
        assertThat(rows.next()).isTrue();
      }
      ServedStudy.await("it has stopped", () -> study.server().runningCount() == 0);
      assertThat(value(statement, "SELECT 42")).isEqualTo("42");
    }
  }

  @Test
  void streamsMoreThanMemoryHolds() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT range, range / 2 FROM range(300000)")) {
      long most = 0;
      long sum = 0;
      while (rows.next()) {
        sum += rows.getLong(1);
        most = Math.max(most, study.server().allocatedBytes());
      }
      assertThat(sum).isEqualTo(300_000L * 299_999 / 2);
      assertThat(most).isPositive().isLessThan(4 << 20);
    }
  }

  @Test
  void servesTwoClientsAtOnce() throws Exception {
    try (Connection reading = study.connect();
        Connection asking = study.connect();
        Statement slow = reading.createStatement();
        Statement fast = asking.createStatement();
        ResultSet rows = slow.executeQuery("SELECT range FROM range(2000000)")) {
      assertThat(rows.next()).isTrue();
      for (int i = 0; i < 5; i++) {
        assertThat(value(fast, "SELECT count(*) FROM deep")).isEqualTo("10");
      }
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(1);
    }
  }

  @Test
  void pivotsWhoseColumnsComeLate() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PIVOT u ON layer USING sum(rho) GROUP BY model")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("seed0");
      assertThat(rows.getDouble(2)).isEqualTo(5.0);
    }
  }
}
