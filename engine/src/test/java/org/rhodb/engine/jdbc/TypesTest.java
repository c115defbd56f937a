package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every type the store has, said alike by getColumns, getTypeInfo and ResultSetMetaData. */
class TypesTest {
  private static final String[][] COLUMNS = {
    {"c_boolean", "BOOLEAN", "true", "BOOLEAN"},
    {"c_tinyint", "TINYINT", "-1", "TINYINT"},
    {"c_smallint", "SMALLINT", "-2", "SMALLINT"},
    {"c_integer", "INTEGER", "-3", "INTEGER"},
    {"c_bigint", "BIGINT", "-4", "BIGINT"},
    {"c_hugeint", "HUGEINT", "-170141183460469231731687303715884105727", "HUGEINT"},
    {"c_utinyint", "UTINYINT", "255", "UTINYINT"},
    {"c_usmallint", "USMALLINT", "65535", "USMALLINT"},
    {"c_uinteger", "UINTEGER", "4294967295", "UINTEGER"},
    {"c_ubigint", "UBIGINT", "18446744073709551615", "UBIGINT"},
    {"c_uhugeint", "UHUGEINT", "5", "UHUGEINT"},
    {"c_float", "FLOAT", "1.5", "FLOAT"},
    {"c_double", "DOUBLE", "2.5", "DOUBLE"},
    {"c_decimal", "DECIMAL(18,3)", "3.125", "DECIMAL"},
    {"c_wide", "DECIMAL(38,10)", "4.5", "DECIMAL"},
    {"c_varchar", "VARCHAR", "'text'", "VARCHAR"},
    {"c_json", "JSON", "'{\"a\": 1}'", "JSON"},
    {"c_blob", "BLOB", "'\\x01\\xFF'::BLOB", "BLOB"},
    {"c_bit", "BIT", "'0101'::BIT", "BIT"},
    {"c_date", "DATE", "DATE '2024-01-02'", "DATE"},
    {"c_time", "TIME", "TIME '03:04:05.5'", "TIME"},
    {"c_timetz", "TIMETZ", "TIMETZ '03:04:05+02'", "TIME WITH TIME ZONE"},
    {"c_timestamp", "TIMESTAMP", "TIMESTAMP '2024-01-02 03:04:05.5'", "TIMESTAMP"},
    {"c_ts_s", "TIMESTAMP_S", "TIMESTAMP_S '2024-01-02 03:04:05'", "TIMESTAMP_S"},
    {"c_ts_ms", "TIMESTAMP_MS", "TIMESTAMP_MS '2024-01-02 03:04:05.5'", "TIMESTAMP_MS"},
    {"c_ts_ns", "TIMESTAMP_NS", "TIMESTAMP_NS '2024-01-02 03:04:05.123456789'", "TIMESTAMP_NS"},
    {"c_tstz", "TIMESTAMPTZ", "TIMESTAMPTZ '2024-01-02 03:04:05+00'", "TIMESTAMP WITH TIME ZONE"},
    {"c_interval", "INTERVAL", "INTERVAL '3 days'", "INTERVAL"},
    {"c_uuid", "UUID", "'b4e4b8a0-0000-4000-8000-000000000001'::UUID", "UUID"},
    {"c_enum", "ENUM('a', 'b')", "'b'", "ENUM"},
    {"c_list", "INTEGER[]", "[1, 2, NULL]", "LIST"},
    {"c_array", "DOUBLE[2]", "[1.5, 2.5]", "ARRAY"},
    {"c_dates", "DATE[]", "[DATE '2024-01-02']", "LIST"},
    {"c_nested", "VARCHAR[][]", "[['x'], []]", "LIST"},
    {"c_struct", "STRUCT(a INTEGER, b VARCHAR)", "{'a': 1, 'b': 'x'}", "STRUCT"},
    {"c_map", "MAP(VARCHAR, INTEGER)", "MAP {'k': 1}", "MAP"},
    {"c_union", "UNION(n INTEGER, s VARCHAR)", "'u'", "UNION"},
  };

  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:rhodb:");
    statement = connection.createStatement();
    StringBuilder create = new StringBuilder("CREATE TABLE every (");
    StringBuilder values = new StringBuilder("INSERT INTO every VALUES (");
    for (int i = 0; i < COLUMNS.length; i++) {
      String comma = i == 0 ? "" : ", ";
      create.append(comma).append(COLUMNS[i][0]).append(' ').append(COLUMNS[i][1]);
      values.append(comma).append(COLUMNS[i][2]);
    }
    statement.execute(create + ")");
    statement.execute(values + ")");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private ResultSet row() throws SQLException {
    ResultSet rows = statement.executeQuery("FROM every");
    assertThat(rows.next()).isTrue();
    return rows;
  }

  @Test
  void saysTheSameOfEveryTypeEverywhere() throws SQLException {
    Map<String, Integer> known = new HashMap<>();
    try (ResultSet types = connection.getMetaData().getTypeInfo()) {
      while (types.next()) {
        known.put(types.getString("TYPE_NAME"), types.getInt("DATA_TYPE"));
      }
    }
    try (Statement other = connection.createStatement();
        ResultSet rows = other.executeQuery("FROM every");
        PreparedStatement prepared = connection.prepareStatement("FROM every");
        ResultSet columns = connection.getMetaData().getColumns(null, null, "every", "%")) {
      ResultSetMetaData result = rows.getMetaData();
      ResultSetMetaData before = prepared.getMetaData();
      for (int i = 1; i <= COLUMNS.length; i++) {
        String name = COLUMNS[i - 1][0];
        assertThat(columns.next()).isTrue();
        assertThat(columns.getString("COLUMN_NAME")).isEqualTo(name);
        assertThat(result.getColumnName(i)).isEqualTo(name);
        int code = columns.getInt("DATA_TYPE");
        assertThat(result.getColumnType(i)).as(name).isEqualTo(code);
        assertThat(before.getColumnType(i)).as(name).isEqualTo(code);
        assertThat(known).as(name).containsEntry(COLUMNS[i - 1][3], code);
        assertThat(result.getColumnTypeName(i)).as(name).isEqualTo(columns.getString("TYPE_NAME"));
        assertThat(before.getColumnTypeName(i)).as(name).isEqualTo(columns.getString("TYPE_NAME"));
        assertThat(result.getPrecision(i)).as(name).isEqualTo(columns.getInt("COLUMN_SIZE"));
        assertThat(result.getScale(i)).as(name).isEqualTo(columns.getInt("DECIMAL_DIGITS"));
      }
      assertThat(columns.next()).isFalse();
    }
  }

  @Test
  void givesEveryValueAsTheClassItNamesAndAsText() throws Exception {
    ResultSet rows = row();
    for (int i = 1; i <= COLUMNS.length; i++) {
      Class<?> named = Class.forName(rows.getMetaData().getColumnClassName(i));
      assertThat(rows.getObject(i)).as(COLUMNS[i - 1][0]).isInstanceOf(named);
      assertThat(rows.getString(i)).as(COLUMNS[i - 1][0]).isNotBlank();
      assertThat(rows.getObject(i, named)).isInstanceOf(named);
    }
  }

  @Test
  void readsWideNumbersWithoutLoss() throws SQLException {
    ResultSet rows = row();
    assertThat(rows.getObject("c_hugeint"))
        .isEqualTo(new BigInteger("-170141183460469231731687303715884105727"));
    assertThat(rows.getString("c_ubigint")).isEqualTo("18446744073709551615");
    assertThat(rows.getLong("c_uinteger")).isEqualTo(4294967295L);
    assertThat(rows.getBigDecimal("c_decimal")).isEqualTo(new BigDecimal("3.125"));
    assertThat(rows.getInt("c_utinyint")).isEqualTo(255);
  }

  @Test
  void readsTimesAsJavaTime() throws SQLException {
    ResultSet rows = row();
    assertThat(rows.getObject("c_date", LocalDate.class)).isEqualTo("2024-01-02");
    assertThat(rows.getObject("c_time", LocalTime.class)).isEqualTo("03:04:05.5");
    assertThat(rows.getObject("c_timetz", OffsetTime.class))
        .isEqualTo(OffsetTime.of(3, 4, 5, 0, ZoneOffset.ofHours(2)));
    for (String column : new String[] {"c_timestamp", "c_ts_ms"}) {
      assertThat(rows.getObject(column, LocalDateTime.class)).isEqualTo("2024-01-02T03:04:05.5");
    }
    assertThat(rows.getObject("c_ts_s", LocalDateTime.class)).isEqualTo("2024-01-02T03:04:05");
    assertThat(rows.getObject("c_ts_ns", LocalDateTime.class))
        .isEqualTo("2024-01-02T03:04:05.123456789");
    Instant instant = Instant.parse("2024-01-02T03:04:05Z");
    assertThat(rows.getObject("c_tstz", OffsetDateTime.class).toInstant()).isEqualTo(instant);
    assertThat(rows.getObject("c_tstz", ZonedDateTime.class).toInstant()).isEqualTo(instant);
    assertThat(rows.getObject("c_tstz", Instant.class)).isEqualTo(instant);
    assertThat(rows.getTimestamp("c_tstz").toInstant()).isEqualTo(instant);
  }

  @Test
  void readsListsAsArraysOfTheirElementsClass() throws SQLException {
    ResultSet rows = row();
    assertThat((Object[]) rows.getArray("c_list").getArray()).containsExactly(1, 2, null);
    assertThat(rows.getArray("c_list").getBaseType()).isEqualTo(Types.INTEGER);
    assertThat((Object[]) rows.getArray("c_array").getArray()).containsExactly(1.5, 2.5);
    assertThat((Object[]) rows.getArray("c_dates").getArray())
        .containsExactly(java.sql.Date.valueOf("2024-01-02"));
    Array nested = rows.getArray("c_nested");
    assertThat(nested.getBaseTypeName()).isEqualTo("VARCHAR[]");
    assertThat((Object[]) ((Object[]) nested.getArray())[0]).containsExactly("x");
    assertThat(rows.getString("c_nested")).isEqualTo("[[x], []]");
    assertThat(rows.getString("c_struct")).isEqualTo("{a: 1, b: x}");
    assertThat(rows.getObject("c_map")).isEqualTo(Map.of("k", 1));
    assertThat(rows.getObject("c_uuid", UUID.class))
        .hasToString("b4e4b8a0-0000-4000-8000-000000000001");
    assertThat(rows.getString("c_bit")).isEqualTo("0101");
  }

  @Test
  void bindsValuesAsTheTypeThatIsNamed() throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT ? AS i, ? AS d, ? AS t, ? AS s, ? AS b, ? AS l")) {
      prepared.setObject(1, "42", Types.INTEGER);
      prepared.setObject(2, 1.005, Types.DECIMAL, 2);
      prepared.setObject(3, java.sql.Date.valueOf("2024-01-02"), Types.DATE);
      prepared.setObject(4, 7, Types.VARCHAR);
      prepared.setObject(5, "true", Types.BOOLEAN);
      prepared.setArray(6, connection.createArrayOf("INTEGER", new Object[] {1, null, 3}));
      try (ResultSet rows = prepared.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getObject(1)).isEqualTo(42);
        assertThat(rows.getBigDecimal(2)).isEqualByComparingTo("1.01");
        assertThat(rows.getObject(3, LocalDate.class)).isEqualTo("2024-01-02");
        assertThat(rows.getObject(4)).isEqualTo("7");
        assertThat(rows.getObject(5)).isEqualTo(true);
        assertThat((Object[]) rows.getArray(6).getArray()).containsExactly(1, null, 3);
      }
    }
  }
}
