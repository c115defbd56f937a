package org.rhodb.shell.serve;

import com.google.protobuf.ProtocolStringList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;

/**
 * Queries of the store's catalog that give what the protocol's metadata calls want, columns in the
 * protocol's order. There are no catalogs: the argument matches none and the empty text only. The
 * engine's own tables are SYSTEM TABLEs, as in JDBC.
 */
final class MetadataQueries {
  private static final String HERE = " database_name = current_database()";
  private static final String SCHEMA = HERE + " AND schema_name LIKE ? ESCAPE '\\'";

  private static final String TABLES =
      "SELECT NULL::VARCHAR AS catalog, t.schema_name, t.name, t.kind, %s"
          + " FROM (SELECT database_name, schema_name, table_name AS name, internal,"
          + " CASE WHEN schema_name = 'rhodb' THEN 'SYSTEM TABLE' ELSE 'TABLE' END AS kind"
          + " FROM duckdb_tables() UNION ALL"
          + " SELECT database_name, schema_name, view_name, internal, 'VIEW' FROM duckdb_views()) t"
          + " %s WHERE NOT t.internal AND t.database_name = current_database()"
          + " AND t.schema_name LIKE ? ESCAPE '\\' AND t.name LIKE ? ESCAPE '\\'"
          + " AND (len(?::VARCHAR) = 0 OR contains(?::VARCHAR, '|' || t.kind || '|'))"
          + " ORDER BY kind, schema_name, name";

  private static final String COLUMNS =
      "JOIN (SELECT schema_name, table_name, list(column_name ORDER BY column_index) AS names,"
          + " list(data_type ORDER BY column_index) AS types,"
          + " list(coalesce(comment::VARCHAR, '') ORDER BY column_index) AS comments"
          + " FROM duckdb_columns() WHERE database_name = current_database()"
          + " GROUP BY schema_name, table_name) c"
          + " ON c.schema_name = t.schema_name AND c.table_name = t.name";

  private static final String FOREIGN_KEYS =
      "SELECT NULL::VARCHAR, f.schema_name AS ps, f.referenced_table AS pt,"
          + " unnest(f.referenced_column_names), NULL::VARCHAR, f.schema_name AS fs,"
          + " f.table_name AS ft, unnest(f.constraint_column_names),"
          + " unnest(range(1, len(f.constraint_column_names) + 1))::INTEGER AS seq,"
          + " f.constraint_name, (SELECT min(p.constraint_name) FROM duckdb_constraints() p"
          + " WHERE p.database_name = f.database_name AND p.schema_name = f.schema_name"
          + " AND p.table_name = f.referenced_table"
          + " AND p.constraint_type IN ('PRIMARY KEY', 'UNIQUE')"
          + " AND p.constraint_column_names = f.referenced_column_names),"
          // 1: restrict, the only rule that the store knows.
          + " 1::UTINYINT, 1::UTINYINT"
          + " FROM duckdb_constraints() f WHERE f.constraint_type = 'FOREIGN KEY'"
          + " AND f.database_name = current_database()"
          + " AND coalesce(f.schema_name = ?, true) AND coalesce(f.referenced_table = ?, true)"
          + " AND coalesce(f.schema_name = ?, true) AND coalesce(f.table_name = ?, true)"
          + " ORDER BY %s, seq";

  private MetadataQueries() {}

  /**
   * A query with its values.
   *
   * @param sql one statement
   * @param parameters values of its placeholders
   */
  record Query(String sql, Parameters parameters) {
    private static Query of(String sql, @Nullable Object... values) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object value : values) {
        list.add(value);
      }
      return new Query(sql, Parameters.inOrder(list));
    }
  }

  static Query catalogs() {
    return Query.of("SELECT ''::VARCHAR WHERE false");
  }

  static Query tableTypes() {
    return Query.of("SELECT unnest(['SYSTEM TABLE', 'TABLE', 'VIEW'])");
  }

  static Query schemas(FlightSql.CommandGetDbSchemas request) {
    String sql =
        "SELECT NULL::VARCHAR, schema_name FROM duckdb_schemas() WHERE"
            + SCHEMA
            + only(request.hasCatalog(), request.getCatalog())
            + " ORDER BY schema_name";
    return Query.of(
        sql, pattern(request.hasDbSchemaFilterPattern(), request.getDbSchemaFilterPattern()));
  }

  /** Its fifth column, if schemas are asked for, is the list [names, types, comments]. */
  static Query tables(FlightSql.CommandGetTables request) {
    String sql =
        request.getIncludeSchema()
            ? String.format(
                Locale.ROOT, TABLES, "[c.names, c.types, c.comments] AS described", COLUMNS)
            : String.format(Locale.ROOT, TABLES, "NULL", "");
    ProtocolStringList kinds = request.getTableTypesList();
    String wanted = kinds.isEmpty() ? "" : "|" + String.join("|", kinds) + "|";
    return Query.of(
        sql.replace(
            " ORDER BY kind", only(request.hasCatalog(), request.getCatalog()) + " ORDER BY kind"),
        pattern(request.hasDbSchemaFilterPattern(), request.getDbSchemaFilterPattern()),
        pattern(request.hasTableNameFilterPattern(), request.getTableNameFilterPattern()),
        wanted,
        wanted);
  }

  static Query primaryKeys(FlightSql.CommandGetPrimaryKeys request) {
    String sql =
        "SELECT NULL::VARCHAR, schema_name, table_name, unnest(constraint_column_names) AS name,"
            + " unnest(range(1, len(constraint_column_names) + 1))::INTEGER, constraint_name"
            + " FROM duckdb_constraints() WHERE"
            + HERE
            + " AND coalesce(schema_name = ?, true) AND table_name = ?"
            + " AND constraint_type = 'PRIMARY KEY'"
            + only(request.hasCatalog(), request.getCatalog())
            + " ORDER BY name";
    return Query.of(sql, name(request.hasDbSchema(), request.getDbSchema()), request.getTable());
  }

  static Query importedKeys(FlightSql.CommandGetImportedKeys request) {
    return Query.of(
        String.format(Locale.ROOT, FOREIGN_KEYS, "ps, pt"),
        null,
        null,
        name(request.hasDbSchema(), request.getDbSchema()),
        request.getTable());
  }

  static Query exportedKeys(FlightSql.CommandGetExportedKeys request) {
    return Query.of(
        String.format(Locale.ROOT, FOREIGN_KEYS, "fs, ft"),
        name(request.hasDbSchema(), request.getDbSchema()),
        request.getTable(),
        null,
        null);
  }

  static Query crossReference(FlightSql.CommandGetCrossReference request) {
    return Query.of(
        String.format(Locale.ROOT, FOREIGN_KEYS, "fs, ft"),
        name(request.hasPkDbSchema(), request.getPkDbSchema()),
        request.getPkTable(),
        name(request.hasFkDbSchema(), request.getFkDbSchema()),
        request.getFkTable());
  }

  /** Types by code, with what JDBC says of them. */
  static Query types(FlightSql.CommandGetXdbcTypeInfo request) {
    String sql =
        "SELECT name, code::INTEGER, size::INTEGER, quote, quote, params, 1::INTEGER,"
            + " code = 12, 3::INTEGER, name[1] = 'U' AND name <> 'UUID', false, false,"
            + " NULL::VARCHAR, 0::INTEGER, scale::INTEGER, code::INTEGER, NULL::INTEGER,"
            + " CASE WHEN quote IS NULL THEN 10 END::INTEGER, NULL::INTEGER FROM (VALUES"
            + " ('BOOLEAN', -7, 1, NULL, NULL::VARCHAR[], 0), ('TINYINT', -6, 3, NULL, NULL, 0),"
            + " ('SMALLINT', 5, 5, NULL, NULL, 0), ('UTINYINT', 5, 3, NULL, NULL, 0),"
            + " ('INTEGER', 4, 10, NULL, NULL, 0), ('USMALLINT', 4, 5, NULL, NULL, 0),"
            + " ('BIGINT', -5, 19, NULL, NULL, 0), ('UINTEGER', -5, 10, NULL, NULL, 0),"
            + " ('UBIGINT', 3, 20, NULL, NULL, 0), ('HUGEINT', 3, 38, NULL, NULL, 0),"
            + " ('UHUGEINT', 3, 38, NULL, NULL, 0), ('FLOAT', 7, 7, NULL, NULL, 0),"
            + " ('DOUBLE', 8, 15, NULL, NULL, 0),"
            + " ('DECIMAL', 3, 38, NULL, ['precision', 'scale'], 38),"
            + " ('VARCHAR', 12, 2147483647, '''', NULL, 0), ('JSON', 12, 2147483647, '''', NULL, 0),"
            + " ('UUID', 12, 36, '''', NULL, 0), ('INTERVAL', 12, 2147483647, '''', NULL, 0),"
            + " ('BLOB', -3, 2147483647, '''', NULL, 0), ('DATE', 91, 10, '''', NULL, 0),"
            + " ('TIME', 92, 15, '''', NULL, 6), ('TIMESTAMP', 93, 26, '''', NULL, 6),"
            + " ('TIMESTAMP WITH TIME ZONE', 93, 32, '''', NULL, 6)"
            + ") AS t (name, code, size, quote, params, scale)"
            + " WHERE coalesce(code = ?::INTEGER, true) ORDER BY code, name";
    return Query.of(sql, request.hasDataType() ? (Integer) request.getDataType() : null);
  }

  private static String only(boolean isStated, String catalog) {
    return isStated && !catalog.isEmpty() ? " AND false" : "";
  }

  private static String pattern(boolean isStated, String pattern) {
    return isStated ? pattern : "%";
  }

  private static @Nullable String name(boolean isStated, String name) {
    return isStated && !name.isEmpty() ? name : null;
  }
}
