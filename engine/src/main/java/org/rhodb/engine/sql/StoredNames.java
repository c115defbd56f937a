package org.rhodb.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;

/**
 * Finds which table, view or macro a name means, as the store does: temporary ones first, then
 * along the search path.
 *
 * <p>A key is the name alone in schema {@code main} of this database, and {@code schema.name} in
 * another one; those of a session begin with {@code temp.}, those of other databases with theirs.
 */
public final class StoredNames {
  private static final String TEMPORARY = "temp";

  private static final String MAIN = "main";

  private static final String TABLES =
      """
      SELECT database_name, schema_name, table_name AS name, false AS is_macro
      FROM duckdb_tables() WHERE schema_name <> 'rhodb'
      UNION ALL SELECT database_name, schema_name, view_name, false
      FROM duckdb_views() WHERE NOT internal
      """;

  private static final String MACROS =
      """
      UNION SELECT database_name, schema_name, function_name, true FROM duckdb_functions()
      WHERE NOT internal AND function_type IN ('macro', 'table_macro')
      """;

  private static final String NODES =
      """
      nodes AS (
        SELECT key, path, atom->>'$' AS text FROM json_tree(json_serialize_sql(?))
      ), named AS (
        SELECT any_value(text) FILTER (key IN ('table_name', 'function_name')) AS named,
          coalesce(any_value(text) FILTER (key IN ('schema_name', 'schema')), '') AS in_schema,
          coalesce(any_value(text) FILTER (key IN ('catalog_name', 'catalog')), '') AS in_database,
          bool_or(key = 'function_name') AS is_call
        FROM nodes
        WHERE key IN ('table_name', 'function_name', 'schema_name', 'schema', 'catalog_name',
          'catalog')
        GROUP BY path HAVING named IS NOT NULL
      )
      """;

  /** A name that is also that of a common table expression anywhere is taken for that. */
  private static final String FOUND =
      """
      SELECT arg_min((database_name, schema_name, name), CASE
        WHEN in_schema = '' THEN place
        WHEN in_database <> '' THEN if(lower(database_name) = lower(in_database)
          AND lower(schema_name) = lower(in_schema), 0, NULL)
        WHEN lower(schema_name) = lower(in_schema) AND database_name = current_database() THEN 0
        WHEN schema_name = 'main' AND lower(database_name) = lower(in_schema) THEN 1
      END) AS it
      FROM named JOIN objects ON lower(named) = lower(name) AND is_call = is_macro
      WHERE is_call OR in_schema <> '' OR lower(named) NOT IN (
        SELECT lower(text) FROM nodes WHERE key = 'key' AND path LIKE '%.cte_map.map[%')
      GROUP BY named, in_schema, in_database, is_call
      """;

  private static final String LOOKED_UP =
      "WITH "
          + objects(TABLES)
          + " SELECT database_name, schema_name FROM objects"
          + " WHERE lower(name) = lower(?) AND place IS NOT NULL ORDER BY place LIMIT 1";

  private final StoreSession session;

  /** Finds names as a session does, whose search path may change. */
  public StoredNames(StoreSession session) {
    this.session = session;
  }

  /** Where something is kept. */
  private record Home(String database, String schema) {}

  /** Returns whether a key is that of something that ends with its session. */
  public static boolean isTemporary(String key) {
    return key.startsWith(TEMPORARY + ".");
  }

  /** Everything that has a name; place: how early the search path leads there, null if never. */
  private static String objects(String listed) {
    return "objects AS (SELECT *, CASE database_name WHEN 'temp' THEN 0 WHEN current_database()"
        + " THEN list_position(current_schemas(false), schema_name) END AS place FROM ("
        + listed
        + "))";
  }

  /** Returns the keys of what a query names that is there, in order. */
  List<String> named(String query) {
    // To list functions takes the store 35 ms, the rest 3: they are left out where none is called.
    String listed = query.contains("(") ? TABLES + MACROS : TABLES;
    String sql =
        "WITH "
            + NODES
            + ", "
            + objects(listed)
            + ", found AS ("
            + FOUND
            + ") SELECT DISTINCT it[1], it[2], it[3] FROM found WHERE it IS NOT NULL ORDER BY ALL";
    List<String> keys = new ArrayList<>();
    try (SqlCursor cursor = session.execute(sql, List.of(query))) {
      while (cursor.next()) {
        Home home = new Home(String.valueOf(cursor.value(0)), String.valueOf(cursor.value(1)));
        keys.add(key(home, String.valueOf(cursor.value(2))));
      }
    }
    return keys;
  }

  /**
   * Returns the key of what a statement is about to make or change.
   *
   * @return nothing if that is in another database
   */
  public Optional<String> key(ChangedTable changed) {
    Home home = home(changed);
    boolean isHere = List.of(TEMPORARY, session.database()).contains(home.database());
    return isHere ? Optional.of(key(home, changed.name())) : Optional.empty();
  }

  /** Returns the key of what a statement is about to rename. */
  public String before(ChangedTable changed) {
    return key(home(changed), changed.subject());
  }

  private Home home(ChangedTable changed) {
    List<String> qualifiers = changed.qualifiers();
    if (changed.isTemporary()) {
      return new Home(TEMPORARY, MAIN);
    }
    if (qualifiers.size() > 1) {
      return new Home(qualifiers.get(0), qualifiers.get(1));
    }
    if (qualifiers.size() == 1) {
      return qualified(qualifiers.get(0));
    }
    return changed.isCreation()
        ? current()
        : home(LOOKED_UP, List.of(changed.subject())).orElseGet(this::current);
  }

  private Home current() {
    return home("SELECT current_database(), current_schema()", List.of()).orElseThrow();
  }

  /** A word before a name is a schema's, or else a database's. */
  private Home qualified(String word) {
    return home(
            "SELECT database_name, schema_name FROM duckdb_schemas()"
                + " WHERE lower(schema_name) = lower(?) AND database_name = current_database()",
            List.of(word))
        .or(
            () ->
                home(
                    "SELECT database_name, 'main' FROM duckdb_databases()"
                        + " WHERE lower(database_name) = lower(?)",
                    List.of(word)))
        .orElseGet(() -> new Home(current().database(), word));
  }

  private Optional<Home> home(String sql, List<String> values) {
    try (SqlCursor cursor = session.execute(sql, List.copyOf(values))) {
      return cursor.next()
          ? Optional.of(new Home(String.valueOf(cursor.value(0)), String.valueOf(cursor.value(1))))
          : Optional.empty();
    }
  }

  private String key(Home home, String name) {
    List<String> parts = new ArrayList<>();
    if (!home.database().equals(session.database())) {
      parts.add(home.database());
    }
    if (!home.schema().equals(MAIN)) {
      parts.add(home.schema());
    }
    parts.add(name);
    return parts.stream()
        .map(part -> part.contains(".") ? '"' + part + '"' : part)
        .collect(Collectors.joining("."));
  }
}
