package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RhoDatabaseMetaDataTest {
  private Connection connection;
  private DatabaseMetaData metaData;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:rhodb:");
    metaData = connection.getMetaData();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE neuron_a (layer INTEGER PRIMARY KEY, rho DOUBLE NOT NULL)");
      statement.execute("COMMENT ON COLUMN neuron_a.rho IS 'mean of best matches'");
      statement.execute("CREATE VIEW neuronxb AS FROM neuron_a");
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static List<String> strings(ResultSet rows, String column) throws SQLException {
    List<String> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        values.add(rows.getString(column));
      }
    }
    return values;
  }

  @Test
  void listsTablesByPatternAndKind() throws SQLException {
    assertThat(strings(metaData.getTables(null, "main", "neuron%", null), "TABLE_NAME"))
        .containsExactly("neuron_a", "neuronxb");
    assertThat(strings(metaData.getTables(null, null, "neuron\\_%", null), "TABLE_NAME"))
        .containsExactly("neuron_a");
    assertThat(
            strings(metaData.getTables(null, null, "neuron%", new String[] {"VIEW"}), "TABLE_TYPE"))
        .containsExactly("VIEW");
    assertThat(strings(metaData.getTables("elsewhere", null, "%", null), "TABLE_NAME")).isEmpty();
  }

  @Test
  void describesColumnsAsResultsDo() throws SQLException {
    try (ResultSet rows = metaData.getColumns(null, null, "neuron_a", "%")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt("DATA_TYPE")).isEqualTo(Types.INTEGER);
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("COLUMN_NAME")).isEqualTo("rho");
      assertThat(rows.getInt("DATA_TYPE")).isEqualTo(Types.DOUBLE);
      assertThat(rows.getString("IS_NULLABLE")).isEqualTo("NO");
      assertThat(rows.getString("REMARKS")).isEqualTo("mean of best matches");
      assertThat(rows.getInt("ORDINAL_POSITION")).isEqualTo(2);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void listsKeysSchemasAndTypes() throws SQLException {
    assertThat(strings(metaData.getPrimaryKeys(null, null, "neuron_a"), "COLUMN_NAME"))
        .containsExactly("layer");
    assertThat(strings(metaData.getSchemas(), "TABLE_SCHEM")).contains("main");
    assertThat(strings(metaData.getTypeInfo(), "TYPE_NAME")).contains("DOUBLE", "VARCHAR");
    assertThat(strings(metaData.getFunctions(null, null, "sqrt"), "FUNCTION_NAME"))
        .containsExactly("sqrt");
  }

  @Test
  void answersEveryCallWithoutArgumentsAndNeverWithNull() throws Exception {
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class) {
        assertThat(method.invoke(metaData)).as(method.getName()).isNotNull();
      }
    }
  }

  @Test
  void givesTheSpecificationsColumnsWhereThereIsNothing() throws SQLException {
    assertThat(metaData.getImportedKeys(null, null, "t").getMetaData().getColumnCount())
        .isEqualTo(14);
    assertThat(metaData.getIndexInfo(null, null, "t", true, true).getMetaData().getColumnCount())
        .isEqualTo(13);
    assertThat(metaData.getProcedures(null, null, "%").getMetaData().getColumnCount()).isEqualTo(9);
    assertThat(metaData.getColumns(null, null, "none", "%").getMetaData().getColumnCount())
        .isEqualTo(24);
    assertThat(metaData.getTypeInfo().getMetaData().getColumnCount()).isEqualTo(18);
  }
}
