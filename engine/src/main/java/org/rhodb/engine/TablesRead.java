package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;
import org.rhodb.grammar.SqlRendering;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.Place;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;

/**
 * Finds the stored tables and views that a query names, by the store's own parser.
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
      )
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
    return of(session, query, query.position().start());
  }

  /**
   * Returns the names in the part of a statement from an offset of its script on.
   *
   * @param start of the query in the statement
   */
  static Optional<List<String>> of(StoreSession session, SqlText statement, int start) {
    String text =
        SqlRendering.of(statement, TablesRead::subquery)
            .text()
            // No island stands before the query: so far the offsets are the same.
            .substring(start - statement.position().start());
    try {
      if (!canRead(session, text)) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>();
      try (SqlCursor cursor = session.execute(NAMES, List.of(text))) {
        while (cursor.next()) {
          names.add(String.valueOf(cursor.value(0)));
        }
      }
      return Optional.of(names);
    } catch (QueryException e) {
      return Optional.empty(); // what the store cannot take apart it will complain of itself
    }
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
