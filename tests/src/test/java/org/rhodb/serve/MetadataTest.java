package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a BI tool asks of the standard driver before its user sees a table. */
final class MetadataTest {
  private static ServedStudy study;
  private static Connection connection;
  private static DatabaseMetaData data;

  @BeforeAll
  static void open(@TempDir Path folder) throws SQLException {
    study = ServedStudy.open(ServedStudy.create(folder), false);
    connection = study.connect();
    data = connection.getMetaData();
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    study.close();
  }

  private static List<String> rows(ResultSet rows, String... columns) throws SQLException {
    List<String> found = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (String column : columns) {
          row.append(row.length() == 0 ? "" : " ").append(rows.getString(column));
        }
        found.add(row.toString());
      }
    }
    return found;
  }

  @Test
  void listsTables() throws SQLException {
    assertThat(rows(data.getTables(null, "main", "%", null), "TABLE_NAME", "TABLE_TYPE"))
        .containsExactly("child TABLE", "parent TABLE", "u TABLE", "deep VIEW");
    assertThat(rows(data.getTables(null, null, "%", new String[] {"VIEW"}), "TABLE_NAME"))
        .containsExactly("deep");
    assertThat(rows(data.getTables(null, "rhodb", "models", null), "TABLE_TYPE"))
        .containsExactly("SYSTEM TABLE");
    assertThat(rows(data.getTables("nowhere", null, "%", null), "TABLE_NAME")).isEmpty();
  }

  @Test
  void listsColumns() throws SQLException {
    assertThat(
            rows(
                data.getColumns(null, "main", "u", "%"),
                "COLUMN_NAME",
                "TYPE_NAME",
                "DATA_TYPE",
                "ORDINAL_POSITION"))
        .containsExactly(
            "model VARCHAR " + Types.VARCHAR + " 1",
            "checkpoint BIGINT " + Types.BIGINT + " 2",
            "layer INTEGER " + Types.INTEGER + " 3",
            "neuron INTEGER " + Types.INTEGER + " 4",
            "rho DOUBLE " + Types.DOUBLE + " 5");
  }

  @Test
  void listsSchemasKeysAndTypes() throws SQLException {
    assertThat(rows(data.getSchemas(), "TABLE_SCHEM")).contains("main", "rhodb");
    assertThat(rows(data.getCatalogs(), "TABLE_CAT")).isEmpty();
    assertThat(rows(data.getTableTypes(), "TABLE_TYPE"))
        .containsExactly("SYSTEM TABLE", "TABLE", "VIEW");
    assertThat(rows(data.getPrimaryKeys(null, "main", "child"), "COLUMN_NAME", "KEY_SEQ"))
        .containsExactly("id 1");
    assertThat(
            rows(
                data.getImportedKeys(null, null, "child"),
                "PKTABLE_NAME",
                "PKCOLUMN_NAME",
                "FKTABLE_NAME",
                "FKCOLUMN_NAME"))
        .containsExactly("parent id child parent");
    assertThat(rows(data.getExportedKeys(null, null, "parent"), "FKTABLE_NAME"))
        .containsExactly("child");
    assertThat(
            rows(
                data.getCrossReference(null, null, "parent", null, null, "child"), "FKCOLUMN_NAME"))
        .containsExactly("parent");
  }

  @Test
  void describesTheServer() throws SQLException {
    assertThat(data.getDatabaseProductName()).isEqualTo("RhoDB");
    assertThat(data.getDatabaseProductVersion()).isEqualTo("test");
    assertThat(data.isReadOnly()).isTrue();
    assertThat(data.getIdentifierQuoteString()).isEqualTo("\"");
    assertThat(data.getSQLKeywords()).contains("CORRELATE", "UNIVERSAL");
    assertThat(data.getSearchStringEscape()).isEqualTo("\\");
    assertThat(data.supportsFullOuterJoins()).isTrue();
  }

  @Test
  void describesAResult() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT *, 1.5::DECIMAL(9, 2) AS price FROM (CORRELATE MODELS seed0, seed1 ON ref"
                    + " AT CHECKPOINT 2000 WHERE rho > 0.8)")) {
      // With no row at all this driver lists every column twice.
      ResultSetMetaData columns = rows.getMetaData();
      assertThat(columns.getColumnCount()).isEqualTo(11);
      assertThat(columns.getColumnName(9)).isEqualTo("rho");
      assertThat(columns.getColumnTypeName(9)).isEqualTo("DOUBLE");
      assertThat(columns.getPrecision(11)).isEqualTo(9);
      assertThat(columns.getScale(11)).isEqualTo(2);
    }
  }
}
