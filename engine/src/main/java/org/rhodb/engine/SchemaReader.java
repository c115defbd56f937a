package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.plan.SchemaSource;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;

/**
 * Tells the planner what the store holds, as the session sees it, read anew when it has changed.
 */
final class SchemaReader implements SchemaSource {
  private static final String COLUMNS =
      "SELECT database_name, schema_name, table_name, column_name, data_type FROM duckdb_columns()"
          + " ORDER BY database_name, schema_name, table_name, column_index";
  private static final String FUNCTIONS =
      "SELECT DISTINCT function_name, function_type, coalesce(return_type, ''),"
          + " coalesce(stability, '') = 'VOLATILE', NOT internal FROM duckdb_functions()"
          + " WHERE function_type IN ('scalar', 'aggregate', 'macro') ORDER BY ALL";
  private static final String ORDERING =
      "SELECT count(*) FROM duckdb_settings() WHERE"
          + " (name = 'default_collation' AND coalesce(value, '') NOT IN ('', 'binary'))"
          + " OR (name = 'default_null_order' AND upper(value) NOT IN ('NULLS_LAST', 'NULLS LAST'))"
          + " OR (name = 'integer_division' AND lower(value) NOT IN ('false', '0'))"
          + " OR (name = 'default_order' AND upper(value) NOT IN ('ASC', 'ASCENDING'))";

  private final StoreSession session;
  private final LongSupplier version;
  private long readVersion = -1;
  private List<Table> tables = List.of();
  private List<Function> functions = List.of();

  /**
   * Creates a reader.
   *
   * @param version changes whenever a statement may have changed the schema
   */
  SchemaReader(StoreSession session, LongSupplier version) {
    this.session = session;
    this.version = version;
  }

  @Override
  public long version() {
    return version.getAsLong();
  }

  @Override
  public List<Table> tables() {
    readAnew();
    return tables;
  }

  @Override
  public List<Function> functions() {
    readAnew();
    return functions;
  }

  @Override
  public boolean isOrderingStandard() {
    try (SqlCursor cursor = session.execute(ORDERING, List.of())) {
      return cursor.next() && text(cursor, 0).equals("0");
    }
  }

  private void readAnew() {
    if (readVersion != version()) {
      readVersion = version();
      tables = readTables();
      functions = readFunctions();
    }
  }

  private List<Table> readTables() {
    List<Table> found = new ArrayList<>();
    List<TableColumn> columns = new ArrayList<>();
    List<String> current = List.of();
    try (SqlCursor cursor = session.execute(COLUMNS, List.of())) {
      while (cursor.next()) {
        List<String> key = List.of(text(cursor, 0), text(cursor, 1), text(cursor, 2));
        if (!key.equals(current)) {
          add(found, current, columns);
          current = key;
          columns.clear();
        }
        columns.add(new TableColumn(text(cursor, 3), text(cursor, 4)));
      }
    }
    add(found, current, columns);
    return found;
  }

  private static void add(List<Table> found, List<String> key, List<TableColumn> columns) {
    if (!key.isEmpty()) {
      found.add(new Table(key.get(0), key.get(1), key.get(2), columns));
    }
  }

  private List<Function> readFunctions() {
    List<Function> found = new ArrayList<>();
    try (SqlCursor cursor = session.execute(FUNCTIONS, List.of())) {
      while (cursor.next()) {
        FunctionKind kind =
            switch (text(cursor, 1)) {
              case "aggregate" -> FunctionKind.AGGREGATE;
              case "macro" -> FunctionKind.MACRO;
              default -> FunctionKind.SCALAR;
            };
        found.add(
            new Function(
                text(cursor, 0),
                kind,
                text(cursor, 2),
                (Boolean) value(cursor, 3),
                (Boolean) value(cursor, 4)));
      }
    }
    return found;
  }

  private static String text(SqlCursor cursor, int column) {
    return value(cursor, column).toString();
  }

  private static Object value(SqlCursor cursor, int column) {
    @Nullable Object value = cursor.value(column);
    return value == null ? "" : value;
  }
}
