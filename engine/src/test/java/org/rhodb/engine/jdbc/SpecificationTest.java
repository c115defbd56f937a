package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata calls against what the Javadoc of java.sql.DatabaseMetaData says of them. */
class SpecificationTest {
  private static final Map<Character, List<Integer>> CODES =
      Map.of(
          'S', List.of(Types.VARCHAR),
          'I', List.of(Types.INTEGER),
          'H', List.of(Types.SMALLINT),
          'L', List.of(Types.BIGINT),
          'B', List.of(Types.BOOLEAN));

  private static Connection connection;
  private static DatabaseMetaData metaData;

  @BeforeAll
  static void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:rhodb:");
    metaData = connection.getMetaData();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR UNIQUE)");
      statement.execute("CREATE TABLE u (a INTEGER REFERENCES t (a))");
      statement.execute("CREATE INDEX i ON u (a)");
    }
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  static Stream<Method> calls() {
    return Arrays.stream(DatabaseMetaData.class.getMethods())
        .filter(method -> method.getDeclaringClass() == DatabaseMetaData.class);
  }

  static Stream<Method> tables() {
    return calls().filter(method -> method.getReturnType() == ResultSet.class);
  }

  /** Arguments that name the table {@code t} where one is named, and nothing else. */
  private static Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      if (types[i] == int.class) {
        arguments[i] = 1;
      } else if (types[i] == boolean.class) {
        arguments[i] = true;
      } else if (types[i] == String.class && i % 3 == 2) {
        arguments[i] = "t";
      }
    }
    return arguments;
  }

  @ParameterizedTest
  @MethodSource("calls")
  void answersEveryCallAndNeverWithNull(Method method) throws Exception {
    assertThat(method.invoke(metaData, arguments(method))).isNotNull();
  }

  private static Map<String, String[]> listed() throws IOException {
    Map<String, String[]> columns = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SpecificationTest.class.getResourceAsStream("/jdbc/metadata-columns.txt"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ");
          columns.put(words[0], Arrays.copyOfRange(words, 1, words.length));
        }
      }
    }
    return columns;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void givesTheColumnsOfTheSpecificationInItsOrder(Method method) throws Exception {
    String[] expected = listed().get(method.getName());
    assertThat(expected).as("the list knows %s", method).isNotNull();
    try (ResultSet rows = (ResultSet) method.invoke(metaData, arguments(method))) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
        char type = expected[Math.min(i, expected.length) - 1].split(":")[1].charAt(0);
        if (type != '-') {
          assertThat(CODES.get(type)).as(names.get(i - 1)).contains(columns.getColumnType(i));
        }
      }
      assertThat(names)
          .containsExactlyElementsOf(
              Arrays.stream(expected).map(column -> column.split(":")[0]).toList());
      while (rows.next()) {
        for (int i = 1; i <= names.size(); i++) {
          Object value = rows.getObject(i);
          assertThat(
                  value == null || Class.forName(columns.getColumnClassName(i)).isInstance(value))
              .as("%s holds %s", names.get(i - 1), value)
              .isTrue();
        }
      }
    }
  }

  @Test
  void listsEveryTableCall() throws IOException {
    assertThat(listed().keySet())
        .containsExactlyInAnyOrderElementsOf(tables().map(Method::getName).distinct().toList());
  }

  @Test
  void sortsAsTheSpecificationSays() throws SQLException {
    assertSorted(
        metaData.getTables(null, null, "%", null), "TABLE_TYPE", "TABLE_SCHEM", "TABLE_NAME");
    assertSorted(metaData.getColumns(null, null, "u", "%"), "TABLE_SCHEM", "TABLE_NAME");
    assertSorted(metaData.getSchemas(), "TABLE_SCHEM");
    assertSorted(metaData.getTableTypes(), "TABLE_TYPE");
    assertSorted(metaData.getFunctions(null, null, "a%"), "FUNCTION_SCHEM", "FUNCTION_NAME");
    assertSorted(metaData.getClientInfoProperties(), "NAME");
    List<Integer> codes = new ArrayList<>();
    try (ResultSet types = metaData.getTypeInfo()) {
      while (types.next()) {
        codes.add(types.getInt("DATA_TYPE"));
      }
    }
    assertThat(codes).isSorted();
  }

  private static void assertSorted(ResultSet rows, String... by) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        StringBuilder key = new StringBuilder();
        for (String column : by) {
          key.append(rows.getString(column)).append('\u0001');
        }
        keys.add(key.toString());
      }
    }
    assertThat(keys).isNotEmpty().isSorted();
  }
}
