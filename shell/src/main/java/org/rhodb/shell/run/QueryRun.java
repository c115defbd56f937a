package org.rhodb.shell.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.origin.Lineage;
import org.rhodb.engine.origin.RunLog;
import org.rhodb.engine.row.ValueText;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;
import org.rhodb.shell.saved.BoundQuery;
import org.rhodb.shell.saved.BoundQuery.BoundStatement;
import org.rhodb.shell.saved.QueryCheck;

/**
 * What one run of a saved query gave.
 *
 * @param query the query with its values
 * @param rows the result, in a stable order
 * @param isOrdered whether the query itself says the order; otherwise rows are sorted by all
 *     columns
 * @param runs operator runs of its relations
 * @param lineage where the stored tables it read come from
 * @param warnings what the engine said of it
 * @param started when
 * @param seconds how long
 */
public record QueryRun(
    BoundQuery query,
    ListedTable rows,
    boolean isOrdered,
    List<RunRecord> runs,
    Lineage lineage,
    List<String> warnings,
    Instant started,
    double seconds) {
  /** A result is for people and pictures; what is larger belongs into a table or a COPY. */
  static final int MAX_ROWS = 1_000_000;

  public QueryRun {
    requireNonNull(query, "query is null");
    requireNonNull(rows, "rows is null");
    runs = List.copyOf(runs);
    requireNonNull(lineage, "lineage is null");
    warnings = List.copyOf(warnings);
    requireNonNull(started, "started is null");
  }

  /**
   * Runs every statement of a query, after its pins were compared.
   *
   * @param version of this engine
   * @throws QueryException A213 and others for a pin that does not hold, U303 for more rows than a
   *     result may have, and whatever the statements meet
   */
  public static QueryRun run(BoundQuery query, Session session, String version) {
    QueryCheck.refuseBrokenPins(query.query(), session.catalog(), version);
    QueryCheck.refuseMissingColumns(query, session);
    Instant started = Instant.now();
    long startNanos = System.nanoTime();
    List<String> warnings = new ArrayList<>();
    int last = query.statements().size() - 1;
    try (RunLog log = session.hearRuns()) {
      for (BoundStatement statement : query.statements().subList(0, last)) {
        try (QueryResult result = execute(session, statement)) {
          QueryCheck.refuseMisplaced(statement, result.kind(), false);
          warnings.addAll(result.warnings());
        }
      }
      BoundStatement statement = query.statements().get(last);
      ListedTable rows;
      try (QueryResult result = execute(session, statement)) {
        QueryCheck.refuseMisplaced(statement, result.kind(), true);
        rows = rows(result, statement);
        warnings.addAll(result.warnings());
      }
      QueryCheck.refuseMissingColumns(query.query(), rows.names());
      boolean isOrdered = isOrdered(statement.text().text());
      return new QueryRun(
          query,
          isOrdered ? rows : sorted(rows),
          isOrdered,
          log.runs(),
          session.lineage(statement.text(), statement.values()),
          warnings,
          started,
          (System.nanoTime() - startNanos) / 1e9);
    }
  }

  private static QueryResult execute(Session session, BoundStatement statement) {
    return session.execute(statement.text(), statement.values(), Duration.ZERO);
  }

  private static ListedTable rows(QueryResult result, BoundStatement statement) {
    List<Heading> headings =
        result.columns().stream().map(c -> new Heading(c.name(), c.typeName())).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == MAX_ROWS) {
        throw QueryException.at(
                statement.text().position(),
                ErrorCode.U303,
                String.format(Locale.ROOT, "a run keeps at most %,d rows", MAX_ROWS))
            .withHint("add LIMIT or GROUP BY, or write a file with COPY (query) TO 'rows.parquet'");
      }
      List<@Nullable Object> row = new ArrayList<>(headings.size());
      for (int i = 0; i < headings.size(); i++) {
        row.add(result.value(i));
      }
      rows.add(row);
    }
    return new ListedTable(headings, rows);
  }

  /** Returns whether the statement's own text, outside all brackets, says ORDER BY. */
  static boolean isOrdered(String sql) {
    int depth = 0;
    for (Lexeme lexeme : QueryParser.lexemes(sql)) {
      String word = sql.substring(lexeme.start(), lexeme.end());
      if (lexeme.kind() == Lexeme.Kind.OPERATOR) {
        depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
      } else if (depth == 0
          && lexeme.kind() == Lexeme.Kind.KEYWORD
          && word.equalsIgnoreCase("ORDER")) {
        return true;
      }
    }
    return false;
  }

  private static ListedTable sorted(ListedTable table) {
    List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
    rows.sort(
        (a, b) -> {
          int order = 0;
          for (int i = 0; i < a.size() && order == 0; i++) {
            order = VALUES.compare(a.get(i), b.get(i));
          }
          return order;
        });
    return new ListedTable(table.headings(), rows);
  }

  private static final Comparator<@Nullable Object> VALUES =
      Comparator.nullsFirst(QueryRun::compareValues);

  @SuppressWarnings("unchecked")
  private static int compareValues(Object a, Object b) {
    return a instanceof Comparable<?> && a.getClass() == b.getClass()
        ? ((Comparable<Object>) a).compareTo(b)
        : ValueText.of(a).compareTo(ValueText.of(b));
  }
}
