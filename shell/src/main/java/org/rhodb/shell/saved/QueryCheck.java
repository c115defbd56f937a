package org.rhodb.shell.saved;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.Parsing;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;
import org.rhodb.engine.Session;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.saved.BoundQuery.BoundStatement;

/** Finds what is wrong with a saved query, and runs nothing of it. */
public final class QueryCheck {
  private final SavedQuery query;
  private final List<QueryException> errors = new ArrayList<>();

  private QueryCheck(SavedQuery query) {
    this.query = query;
  }

  /**
   * Checks the front matter against the statements, and that these can be parsed.
   *
   * @param version of this engine
   * @return all errors found, positions in the file; empty: none
   */
  public static List<QueryException> syntax(SavedQuery query, String version) {
    QueryCheck check = new QueryCheck(query);
    check.errors.addAll(Pins.brokenEngine(query, version));
    check.trying(() -> check.parse(BoundQuery.forCheck(query)));
    return List.copyOf(check.errors);
  }

  /**
   * Checks also that everything named exists, is what is pinned, and gives the columns expected and
   * drawn.
   *
   * @return all errors found, positions in the file; empty: none
   */
  public static List<QueryException> resolved(SavedQuery query, Session session, String version) {
    QueryCheck check = new QueryCheck(query);
    check.errors.addAll(Pins.broken(query, session.catalog(), version));
    check.trying(
        () -> {
          BoundQuery bound = BoundQuery.forCheck(query);
          check.parse(bound);
          if (check.errors.isEmpty()) {
            check.describe(bound, session);
          }
        });
    return List.copyOf(check.errors);
  }

  private void trying(Runnable action) {
    try {
      action.run();
    } catch (QueryException e) {
      errors.add(e);
    }
  }

  private void parse(BoundQuery bound) {
    for (BoundStatement statement : bound.statements()) {
      trying(() -> Parsing.parse(statement.text(), statement.values()));
    }
  }

  private void describe(BoundQuery bound, Session session) {
    int last = bound.statements().size() - 1;
    for (int i = 0; i <= last; i++) {
      BoundStatement statement = bound.statements().get(i);
      try {
        Session.Description description = session.describe(statement.text());
        boolean givesRows = description.kind() == QueryResult.Kind.ROWS;
        if (givesRows != (i == last)) {
          errors.add(misplaced(statement, givesRows));
        } else if (givesRows && !description.columns().isEmpty()) {
          errors.addAll(wrongColumns(query, names(description.columns())));
        }
      } catch (QueryException e) {
        // What an earlier statement creates cannot be named before that has run.
        if (i == 0 || e.code() != ErrorCode.A203) {
          errors.add(e.orAt(statement.text().position()));
        }
      }
    }
  }

  /**
   * Compares what a query pins with what is there.
   *
   * @throws QueryException A213, A201, A202 or A204 for the first pin that does not hold, the rest
   *     beside it
   */
  public static void refuseBrokenPins(SavedQuery query, Catalog catalog, String version) {
    refuse(Pins.broken(query, catalog, version));
  }

  /**
   * Compares what a statement gave with what its place asks for.
   *
   * @throws QueryException S106 if the last statement gave no rows, or another one did
   */
  public static void refuseMisplaced(
      BoundStatement statement, QueryResult.Kind kind, boolean isLast) {
    boolean givesRows = kind == QueryResult.Kind.ROWS;
    if (givesRows != isLast) {
      throw misplaced(statement, givesRows);
    }
  }

  /**
   * Compares the columns of a result with what is drawn of it.
   *
   * @throws QueryException A203 if one is missing
   */
  public static void refuseMissingColumns(SavedQuery query, List<String> columns) {
    refuse(undrawable(query, columns));
  }

  /**
   * Compares the columns a query will have with what is drawn of them and those that tolerances are
   * given for, before it runs for hours. Where earlier statements make what the last one reads,
   * that is known only afterwards.
   *
   * @throws QueryException A203 if one is missing
   */
  public static void refuseMissingColumns(BoundQuery bound, Session session) {
    FrontMatter header = bound.query().header();
    boolean namesColumns =
        header.chart().isPresent() || !header.expectations().tolerances().isEmpty();
    if (!namesColumns || bound.statements().size() > 1) {
      return;
    }
    Session.Description description;
    try {
      description = session.describe(bound.statements().get(0).text());
    } catch (QueryException e) {
      // What is wrong with it is said, in better words, when it runs.
      return;
    }
    if (!description.columns().isEmpty()) {
      List<String> columns = names(description.columns());
      List<QueryException> missing = new ArrayList<>(undrawable(bound.query(), columns));
      missing.addAll(header.expectations().strayTolerances(columns));
      refuse(missing);
    }
  }

  private static void refuse(List<QueryException> errors) {
    if (!errors.isEmpty()) {
      throw errors.get(0).withOthers(errors.subList(1, errors.size()));
    }
  }

  /** Returns the error that a statement gives rows where it must not, or the other way round. */
  private static QueryException misplaced(BoundStatement statement, boolean givesRows) {
    return QueryException.at(
        statement.text().position(),
        ErrorCode.S106,
        givesRows
            ? "only the last statement of a saved query gives rows"
            : "the last statement of a saved query gives its rows; this one gives none");
  }

  /** Returns an error for each column that is expected, compared or drawn and not there. */
  private static List<QueryException> wrongColumns(SavedQuery query, List<String> columns) {
    List<QueryException> wrong = new ArrayList<>();
    query.header().expectations().unmetColumns(columns).stream()
        .map(sentence -> QueryException.of(ErrorCode.A213, sentence))
        .forEach(wrong::add);
    wrong.addAll(query.header().expectations().strayTolerances(columns));
    wrong.addAll(undrawable(query, columns));
    return wrong;
  }

  private static List<QueryException> undrawable(SavedQuery query, List<String> columns) {
    List<QueryException> wrong = new ArrayList<>();
    query
        .header()
        .chart()
        .ifPresent(
            chart -> {
              for (String column : chart.columns()) {
                if (!columns.contains(column)) {
                  wrong.add(
                      QueryException.of(
                              ErrorCode.A203, "the chart's column '" + column + "' is not there")
                          .withHint("columns: " + String.join(", ", columns)));
                }
              }
            });
    return wrong;
  }

  private static List<String> names(List<ResultColumn> columns) {
    return columns.stream().map(ResultColumn::name).toList();
  }
}
