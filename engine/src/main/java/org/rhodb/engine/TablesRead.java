package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;
import org.rhodb.grammar.SqlRendering;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.Place;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;

/**
 * Finds the stored tables, views and macros that a query names, by the store's own parser.
 *
 * <p>A name that is also that of a common table expression anywhere in the query is taken for that.
 * Schemas are left out: tables of one name in two schemas are taken for one.
 */
final class TablesRead {
  private static final String NAMES =
      """
      WITH nodes AS (
        SELECT key, path, atom->>'$' AS name FROM json_tree(json_serialize_sql(?))
      ), stored AS (
        SELECT table_name AS name FROM duckdb_tables() WHERE schema_name <> 'rhodb'
        UNION SELECT view_name FROM duckdb_views() WHERE NOT internal
      ), macros AS (
        SELECT DISTINCT function_name AS name FROM duckdb_functions()
        WHERE NOT internal AND function_type IN ('macro', 'table_macro')
      )
      SELECT DISTINCT macros.name FROM nodes JOIN macros ON lower(nodes.name) = lower(macros.name)
      WHERE key = 'function_name'
      UNION
      SELECT DISTINCT stored.name FROM nodes JOIN stored ON lower(nodes.name) = lower(stored.name)
      WHERE key = 'table_name' AND lower(nodes.name) NOT IN (
        SELECT lower(name) FROM nodes WHERE key = 'key' AND path LIKE '%.cte_map.map[%')
      ORDER BY 1
      """;

  /** Whether the store can take the text apart; it can with SELECT alone. */
  private static final String IS_READ = "SELECT json_serialize_sql(?)->>'error' = 'false'";

  private TablesRead() {}

  /** Returns the names in order, or nothing where the query is not one the store can take apart. */
  static Optional<List<String>> of(StoreSession session, SqlText query) {
    int start = query.position().start();
    return of(session, query, new ChangedTable.Query(start, start, start));
  }

  /** Returns the names in a query of a statement. */
  static Optional<List<String>> of(
      StoreSession session, SqlText statement, ChangedTable.Query query) {
    boolean isIslandBefore =
        statement.islands().stream()
            .anyMatch(placed -> placed.island().position().start() < query.cutEnd());
    if (isIslandBefore) {
      return Optional.empty();
    }
    int offset = statement.position().start();
    // No island stands before what is cut: so far the offsets are the same.
    String whole = SqlRendering.of(statement, TablesRead::subquery).text();
    String text =
        whole.substring(query.start() - offset, query.cutStart() - offset)
            + " "
            + whole.substring(query.cutEnd() - offset);
    try {
      if (canRead(session, text)) {
        return Optional.of(names(session, text));
      }
      // A macro may be a bare expression.
      String expression = "SELECT " + text;
      return canRead(session, expression)
          ? Optional.of(names(session, expression))
          : Optional.empty();
    } catch (QueryException e) {
      if (e.code() == ErrorCode.R506 || e.code() == ErrorCode.R507) {
        throw e;
      }
      return Optional.empty(); // what the store cannot take apart it will complain of itself
    }
  }

  private static List<String> names(StoreSession session, String text) {
    List<String> names = new ArrayList<>();
    try (SqlCursor cursor = session.execute(NAMES, List.of(text))) {
      while (cursor.next()) {
        names.add(String.valueOf(cursor.value(0)));
      }
    }
    return names;
  }

  private static boolean canRead(StoreSession session, String text) {
    try (SqlCursor cursor = session.execute(IS_READ, List.of(text))) {
      return cursor.next() && Boolean.TRUE.equals(cursor.value(0));
    }
  }

  /** A relation reads what its input query reads. */
  private static String subquery(PlacedIsland placed) {
    String query =
        placed
            .island()
            .accept(new InputOf())
            .map(input -> SqlRendering.of(input, TablesRead::subquery).text())
            .orElse("SELECT 1");
    return placed.place() == Place.QUERY ? "SELECT * FROM (" + query + ")" : "(" + query + ")";
  }

  /** The input query of a relation that has one. */
  private static final class InputOf implements Island.Visitor<Optional<SqlText>> {
    @Override
    public Optional<SqlText> visit(Island.Correlate island) {
      return Optional.empty();
    }

    @Override
    public Optional<SqlText> visit(Island.Universal island) {
      return Optional.empty();
    }

    @Override
    public Optional<SqlText> visit(Island.Persist island) {
      return Optional.of(island.input());
    }

    @Override
    public Optional<SqlText> visit(Island.Ablate island) {
      return Optional.of(island.input());
    }

    @Override
    public Optional<SqlText> visit(Island.Activations island) {
      return Optional.empty();
    }
  }
}
