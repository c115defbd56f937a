package org.rhodb.engine.jdbc;

import java.sql.Array;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CatalogTable;
import org.rhodb.engine.relation.RelationColumns;

/** Function from what the store's catalog says to the rows that JDBC's specification wants. */
final class MetaDataRows {
  static final String COLUMNS =
      "TABLE_CAT VARCHAR, TABLE_SCHEM VARCHAR, TABLE_NAME VARCHAR, COLUMN_NAME VARCHAR,"
          + " DATA_TYPE INTEGER, TYPE_NAME VARCHAR, COLUMN_SIZE INTEGER, BUFFER_LENGTH INTEGER,"
          + " DECIMAL_DIGITS INTEGER, NUM_PREC_RADIX INTEGER, NULLABLE INTEGER, REMARKS VARCHAR,"
          + " COLUMN_DEF VARCHAR, SQL_DATA_TYPE INTEGER, SQL_DATETIME_SUB INTEGER,"
          + " CHAR_OCTET_LENGTH INTEGER, ORDINAL_POSITION INTEGER, IS_NULLABLE VARCHAR,"
          + " SCOPE_CATALOG VARCHAR, SCOPE_SCHEMA VARCHAR, SCOPE_TABLE VARCHAR,"
          + " SOURCE_DATA_TYPE SMALLINT, IS_AUTOINCREMENT VARCHAR, IS_GENERATEDCOLUMN VARCHAR";

  static final String TYPES =
      "TYPE_NAME VARCHAR, DATA_TYPE INTEGER, PRECISION INTEGER, LITERAL_PREFIX VARCHAR,"
          + " LITERAL_SUFFIX VARCHAR, CREATE_PARAMS VARCHAR, NULLABLE SMALLINT,"
          + " CASE_SENSITIVE BOOLEAN, SEARCHABLE SMALLINT, UNSIGNED_ATTRIBUTE BOOLEAN,"
          + " FIXED_PREC_SCALE BOOLEAN, AUTO_INCREMENT BOOLEAN, LOCAL_TYPE_NAME VARCHAR,"
          + " MINIMUM_SCALE SMALLINT, MAXIMUM_SCALE SMALLINT, SQL_DATA_TYPE INTEGER,"
          + " SQL_DATETIME_SUB INTEGER, NUM_PREC_RADIX INTEGER";

  private static final List<String> TYPE_NAMES =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL",
          "VARCHAR",
          "BLOB",
          "DATE",
          "TIME",
          "TIME_NS",
          "TIME WITH TIME ZONE",
          "TIMESTAMP",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          "TIMESTAMP WITH TIME ZONE",
          "INTERVAL",
          "UUID",
          "JSON",
          "BIT",
          "ENUM",
          "LIST",
          "ARRAY",
          "STRUCT",
          "MAP",
          "UNION");

  private static final String SYSTEM_SCHEMA = "rhodb";

  private MetaDataRows() {}

  /**
   * Returns a row of getColumns.
   *
   * @param from schema, table, column, type, whether NULL may stand in it, comment, default, index,
   *     name and type of all the table's columns
   */
  static @Nullable Object[] column(@Nullable Object[] from) throws SQLException {
    String typeName = ColumnTypes.shortName(String.valueOf(from[3]));
    ColumnTypes type = ColumnTypes.of(typeName);
    boolean isNullable = !Boolean.FALSE.equals(from[4]);
    return new @Nullable Object[] {
      null,
      from[0],
      from[1],
      from[2],
      type.code(),
      typeName,
      type.precision(),
      null,
      type.isSigned() || type.isTime() ? (Integer) type.scale() : null,
      type.isSigned() ? (Integer) 10 : null,
      isNullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
      from[5] == null ? remarks(from) : from[5],
      from[6],
      null,
      null,
      type.code() == Types.VARCHAR ? (Integer) Integer.MAX_VALUE : null,
      from[7],
      isNullable ? "YES" : "NO",
      null,
      null,
      null,
      null,
      "NO",
      "NO"
    };
  }

  /** Returns what a column means that a relation gave or the engine keeps; else nothing. */
  private static String remarks(@Nullable Object[] from) throws SQLException {
    String column = String.valueOf(from[2]);
    if (SYSTEM_SCHEMA.equals(from[0])) {
      return CatalogTable.of(String.valueOf(from[1]))
          .map(table -> table.columns().getOrDefault(column, ""))
          .orElse("");
    }
    return from[8] instanceof Array columns
        ? RelationColumns.meaning(column, List.of((Object[]) columns.getArray()))
        : "";
  }

  /** Returns a row of getTables with what the engine says of a table of its own. */
  static @Nullable Object[] table(@Nullable Object[] row) {
    if (SYSTEM_SCHEMA.equals(row[1])) {
      CatalogTable.of(String.valueOf(row[2])).ifPresent(table -> row[4] = table.description());
    }
    return row;
  }

  /** Returns the rows of getTypeInfo, by type code and then as the engine lists them. */
  static List<@Nullable Object[]> types() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    TYPE_NAMES.stream()
        .sorted(Comparator.comparingInt((String name) -> ColumnTypes.of(name).code()))
        .forEach(name -> rows.add(type(name)));
    return rows;
  }

  private static @Nullable Object[] type(String name) {
    ColumnTypes type = ColumnTypes.of(name);
    boolean isQuoted = !type.isSigned() && type.code() != Types.BOOLEAN;
    boolean isDecimal = type.code() == Types.DECIMAL;
    return new @Nullable Object[] {
      name,
      type.code(),
      isDecimal ? 38 : type.precision(),
      isQuoted ? "'" : null,
      isQuoted ? "'" : null,
      isDecimal ? "precision,scale" : null,
      (short) DatabaseMetaData.typeNullable,
      type.code() == Types.VARCHAR,
      (short) DatabaseMetaData.typeSearchable,
      name.startsWith("U") && type.isSigned(),
      false,
      false,
      null,
      (short) 0,
      (short) (isDecimal ? 38 : type.scale()),
      null,
      null,
      10
    };
  }
}
