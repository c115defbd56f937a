package org.rhodb.engine.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.grammar.QueryParser;

/**
 * What exists, for tools: schemas, tables, columns, keys, types, functions. Names are matched by
 * LIKE patterns with {@code \} as escape; there are no catalogs. The engine's own tables, in schema
 * rhodb, are SYSTEM TABLEs, so that a tool which drops every TABLE leaves models and runs alone.
 */
final class RhoDatabaseMetaData extends EmptyMetaData {
  private static final String FILTER =
      " WHERE database_name = current_database() AND schema_name LIKE ? ESCAPE '\\'";

  private final RhoConnection connection;
  private final String url;

  RhoDatabaseMetaData(RhoConnection connection, String url) {
    this.connection = connection;
    this.url = url;
  }

  @Override
  ResultSet empty(String columns) throws SQLException {
    return result(columns, List.of());
  }

  private ResultSet result(String columns, List<@Nullable Object[]> rows) throws SQLException {
    connection.checkOpen();
    ListResult result = new ListResult(ListResult.columns(columns), rows);
    return new RhoResultSet(
        new RhoStatement(connection), new RowCursor(result, connection.turn()), "", 0);
  }

  /** Runs a query of the store's own catalog and returns its rows. */
  private List<@Nullable Object[]> rows(String sql, @Nullable Object... parameters)
      throws SQLException {
    connection.checkOpen();
    RhoStatement statement = new RhoStatement(connection);
    statement.run(connection.split(sql).get(0), Parameters.inOrder(Arrays.asList(parameters)));
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (ResultSet result = statement.firstRows()) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        @Nullable Object[] row = new @Nullable Object[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static boolean isOurs(@Nullable String catalog) {
    return catalog == null || catalog.isEmpty();
  }

  private static String pattern(@Nullable String pattern) {
    return pattern == null ? "%" : pattern;
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      String @Nullable [] types)
      throws SQLException {
    String sql =
        "SELECT NULL, schema_name, name, kind, coalesce(comment, ''), NULL, NULL, NULL, NULL, NULL"
            + " FROM (SELECT database_name, schema_name, table_name AS name, comment, internal,"
            + " CASE WHEN schema_name = 'rhodb' THEN 'SYSTEM TABLE' ELSE 'TABLE' END AS kind"
            + " FROM duckdb_tables() UNION ALL"
            + " SELECT database_name, schema_name, view_name, comment, internal,"
            + " 'VIEW' FROM duckdb_views())"
            + FILTER
            + " AND name LIKE ? ESCAPE '\\' AND NOT internal ORDER BY kind, schema_name, name";
    List<@Nullable Object[]> rows =
        isOurs(catalog) ? rows(sql, pattern(schema), pattern(table)) : List.of();
    if (types != null) {
      List<String> wanted = Arrays.asList(types);
      rows = rows.stream().filter(row -> wanted.contains(String.valueOf(row[3]))).toList();
    }
    rows.forEach(MetaDataRows::table);
    return result(
        "TABLE_CAT VARCHAR, TABLE_SCHEM VARCHAR, TABLE_NAME VARCHAR, TABLE_TYPE VARCHAR,"
            + " REMARKS VARCHAR, TYPE_CAT VARCHAR, TYPE_SCHEM VARCHAR, TYPE_NAME VARCHAR,"
            + " SELF_REFERENCING_COL_NAME VARCHAR, REF_GENERATION VARCHAR",
        rows);
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String column)
      throws SQLException {
    String sql =
        "SELECT schema_name, table_name, column_name, data_type, is_nullable, comment,"
            + " column_default, column_index, list(column_name || ' ' || data_type) OVER"
            + " (PARTITION BY table_oid) FROM duckdb_columns()"
            + FILTER
            + " AND table_name LIKE ? ESCAPE '\\' AND NOT internal"
            + " QUALIFY column_name LIKE ? ESCAPE '\\'"
            + " ORDER BY schema_name, table_name, column_index";
    List<@Nullable Object[]> rows =
        isOurs(catalog) ? rows(sql, pattern(schema), pattern(table), pattern(column)) : List.of();
    List<@Nullable Object[]> described = new ArrayList<>();
    for (@Nullable Object[] row : rows) {
      described.add(MetaDataRows.column(row));
    }
    return result(MetaDataRows.COLUMNS, described);
  }

  @Override
  public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
      throws SQLException {
    return result(
        KeyRows.PRIMARY,
        isOurs(catalog) ? rows(KeyRows.PRIMARY_QUERY, pattern(schema), table) : List.of());
  }

  @Override
  public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, String table)
      throws SQLException {
    return foreignKeys(isOurs(catalog), schema, "%", literally(table), "ps, pt, seq");
  }

  @Override
  public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, String table)
      throws SQLException {
    return foreignKeys(isOurs(catalog), schema, literally(table), "%", "fs, ft, seq");
  }

  @Override
  public ResultSet getCrossReference(
      @Nullable String parentCatalog,
      @Nullable String parentSchema,
      String parentTable,
      @Nullable String foreignCatalog,
      @Nullable String foreignSchema,
      String foreignTable)
      throws SQLException {
    return foreignKeys(
        isOurs(parentCatalog) && isOurs(foreignCatalog),
        foreignSchema,
        literally(parentTable),
        literally(foreignTable),
        "fs, ft, seq");
  }

  private ResultSet foreignKeys(
      boolean isHere, @Nullable String schema, String parent, String child, String order)
      throws SQLException {
    String sql = KeyRows.FOREIGN_QUERY + " ORDER BY " + order;
    return result(KeyRows.FOREIGN, isHere ? rows(sql, pattern(schema), parent, child) : List.of());
  }

  /** Returns the pattern that a name alone fits. */
  private static String literally(String name) {
    return name.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
  }

  @Override
  public ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      String table,
      boolean isUnique,
      boolean isApproximate)
      throws SQLException {
    return result(
        KeyRows.INDEX,
        isOurs(catalog) ? rows(KeyRows.INDEX_QUERY, pattern(schema), table, isUnique) : List.of());
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return getSchemas(null, null);
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schema)
      throws SQLException {
    String sql =
        "SELECT schema_name, NULL FROM duckdb_schemas()" + FILTER + " ORDER BY schema_name";
    return result(
        "TABLE_SCHEM VARCHAR, TABLE_CATALOG VARCHAR",
        isOurs(catalog) ? rows(sql, pattern(schema)) : List.of());
  }

  @Override
  public ResultSet getCatalogs() throws SQLException {
    return empty("TABLE_CAT VARCHAR");
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    return result(
        "TABLE_TYPE VARCHAR",
        List.of(new Object[] {"SYSTEM TABLE"}, new Object[] {"TABLE"}, new Object[] {"VIEW"}));
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    return result(MetaDataRows.TYPES, MetaDataRows.types());
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schema, @Nullable String function)
      throws SQLException {
    String sql =
        "SELECT DISTINCT NULL, schema_name, function_name, coalesce(description, ''),"
            + " CASE WHEN function_type LIKE 'table%' THEN 2 ELSE 1 END::SMALLINT, function_name"
            + " FROM duckdb_functions() WHERE schema_name LIKE ? ESCAPE '\\'"
            + " AND function_name LIKE ? ESCAPE '\\' ORDER BY schema_name, function_name";
    return result(
        "FUNCTION_CAT VARCHAR, FUNCTION_SCHEM VARCHAR, FUNCTION_NAME VARCHAR, REMARKS VARCHAR,"
            + " FUNCTION_TYPE SMALLINT, SPECIFIC_NAME VARCHAR",
        isOurs(catalog) ? rows(sql, pattern(schema), pattern(function)) : List.of());
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    return result(ClientInfo.COLUMNS, ClientInfo.rows());
  }

  @Override
  public Connection getConnection() throws SQLException {
    connection.checkOpen();
    return connection;
  }

  @Override
  public String getURL() {
    return url;
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return connection.isReadOnly();
  }

  @Override
  public String getSQLKeywords() {
    TreeSet<String> words = new TreeSet<>(Comparator.naturalOrder());
    words.addAll(QueryParser.dslWords());
    return String.join(",", words);
  }

  @Override
  public String getDatabaseProductVersion() {
    return getDriverVersion();
  }

  @Override
  public String getDriverVersion() {
    return RhoDriver.MAJOR_VERSION + "." + RhoDriver.MINOR_VERSION;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
