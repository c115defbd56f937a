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

  @Test
  void listsForeignKeysAndIndexes() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE m (a VARCHAR, b INT, n INT UNIQUE, PRIMARY KEY (a, b))");
      statement.execute(
          "CREATE TABLE k (x VARCHAR, y INT, FOREIGN KEY (x, y) REFERENCES m (a, b))");
      statement.execute("CREATE INDEX ix ON k (y, x)");
    }
    for (ResultSet rows :
        List.of(
            metaData.getImportedKeys(null, null, "k"),
            metaData.getExportedKeys(null, "main", "m"),
            metaData.getCrossReference(null, null, "m", null, null, "k"))) {
      assertThat(rows.getMetaData().getColumnCount()).isEqualTo(14);
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("PKTABLE_NAME")).isEqualTo("m");
      assertThat(rows.getString("PKCOLUMN_NAME")).isEqualTo("a");
      assertThat(rows.getString("FKTABLE_NAME")).isEqualTo("k");
      assertThat(rows.getString("FKCOLUMN_NAME")).isEqualTo("x");
      assertThat(rows.getShort("KEY_SEQ")).isEqualTo((short) 1);
      assertThat(rows.getString("PK_NAME")).isEqualTo("m_a_b_pkey");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("FKCOLUMN_NAME")).isEqualTo("y");
      assertThat(rows.next()).isFalse();
    }
    assertThat(strings(metaData.getImportedKeys(null, null, "m"), "FK_NAME")).isEmpty();
    assertThat(strings(metaData.getIndexInfo(null, null, "k", false, true), "COLUMN_NAME"))
        .containsExactly("y", "x");
    assertThat(strings(metaData.getIndexInfo(null, null, "k", true, true), "COLUMN_NAME"))
        .isEmpty();
    assertThat(strings(metaData.getIndexInfo(null, null, "m", true, true), "INDEX_NAME"))
        .containsExactly("m_a_b_pkey", "m_a_b_pkey", "m_n_key");
    assertThat(strings(metaData.getPrimaryKeys(null, null, "m"), "KEY_SEQ"))
        .containsExactly("1", "2");
  }

  @Test
  void saysWhatTheColumnsOfARelationMean() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE u AS SELECT 'a' AS model, 1::BIGINT AS checkpoint, 0 AS layer, 1 AS neuron,"
              + " 0.5::DOUBLE AS excess, 0.6::DOUBLE AS min_rho, 'x' AS mine, 'no' AS rho");
      statement.execute("CREATE VIEW w AS FROM u");
    }
    for (String table : List.of("u", "w")) {
      assertThat(strings(metaData.getColumns(null, null, table, "excess"), "REMARKS").get(0))
          .contains("baseline");
      assertThat(strings(metaData.getColumns(null, null, table, "mine"), "REMARKS"))
          .containsExactly("");
      assertThat(strings(metaData.getColumns(null, null, table, "rho"), "REMARKS"))
          .containsExactly("");
    }
    assertThat(strings(metaData.getColumns(null, null, "neuron_a", "layer"), "REMARKS"))
        .containsExactly("");
  }

  @Test
  void keepsItsOwnTablesApart() throws SQLException {
    assertThat(strings(metaData.getTables(null, null, "%", new String[] {"TABLE"}), "TABLE_SCHEM"))
        .containsOnly("main");
    assertThat(
            strings(
                metaData.getTables(null, null, "%", new String[] {"SYSTEM TABLE"}), "TABLE_NAME"))
        .contains("models", "runs");
  }
}
