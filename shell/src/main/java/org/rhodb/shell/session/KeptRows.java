package org.rhodb.shell.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;

/** The rows of the last result, kept for a picture as long as they are few enough for one. */
final class KeptRows {
  /** More than any picture shows. */
  private static final int MAX_VALUES = 500_000;

  private final List<Heading> headings;
  private final String statement;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private boolean isTooLarge;
  private boolean isComplete;

  /**
   * Begins without rows.
   *
   * @param statement text of the statement that gives them
   */
  KeptRows(List<Heading> headings, String statement) {
    this.headings = headings;
    this.statement = statement;
  }

  /** Returns the text of the statement. */
  String statement() {
    return statement;
  }

  /** Returns the names of the columns. */
  List<String> columns() {
    return headings.stream().map(Heading::name).toList();
  }

  /** Keeps the current row of a result. */
  void add(QueryResult result) {
    isTooLarge |= (rows.size() + 1) * headings.size() > MAX_VALUES;
    if (isTooLarge) {
      rows.clear();
      return;
    }
    List<@Nullable Object> row = new ArrayList<>(headings.size());
    for (int i = 0; i < headings.size(); i++) {
      row.add(result.value(i));
    }
    rows.add(row);
  }

  /** Notes that there are no further rows. */
  void complete() {
    isComplete = true;
  }

  /** Returns whether there were more than are kept. */
  boolean isTooLarge() {
    return isTooLarge;
  }

  /** Returns all rows; nothing if some are missing. */
  Optional<ListedTable> table() {
    return isComplete && !isTooLarge
        ? Optional.of(new ListedTable(headings, rows))
        : Optional.empty();
  }
}
