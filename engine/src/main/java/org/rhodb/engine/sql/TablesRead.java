package org.rhodb.engine.sql;

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
 * Finds the stored tables, views and macros that a query names, by the store's own parser; as keys
 * of {@link StoredNames}.
 */
public final class TablesRead {
  /** Whether the store can take the text apart; it can with SELECT alone. */
  private static final String IS_READ = "SELECT json_serialize_sql(?)->>'error' = 'false'";

  private TablesRead() {}

  /** Returns the keys in order, or nothing where the query is not one the store can take apart. */
  public static Optional<List<String>> of(StoreSession session, SqlText query) {
    int start = query.position().start();
    return of(session, query, new ChangedTable.Query(start, start, start));
  }

  /** Returns the keys in a query of a statement. */
  public static Optional<List<String>> of(
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
        return Optional.of(new StoredNames(session).named(text));
      }
      // A macro may be a bare expression.
      String expression = "SELECT " + text;
      return canRead(session, expression)
          ? Optional.of(new StoredNames(session).named(expression))
          : Optional.empty();
    } catch (QueryException e) {
      if (e.code() == ErrorCode.R506 || e.code() == ErrorCode.R507) {
        throw e;
      }
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
