package org.rhodb.engine.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;

/**
 * Rows of one result, pulled as they are asked for and each copied whole, so that its values last
 * whatever another thread does with the session.
 */
final class RowCursor {
  private final QueryResult result;
  private final Turn turn;
  private final List<ResultColumn> columns;
  private @Nullable Object @Nullable [] row;
  private boolean isClosed;

  RowCursor(QueryResult result, Turn turn) {
    this.result = result;
    this.turn = turn;
    this.columns = List.copyOf(result.columns());
  }

  List<ResultColumn> columns() {
    return columns;
  }

  /** Moves to the next row. */
  boolean next() {
    row = turn.take(() -> !isClosed && result.next() ? read() : null);
    return row != null;
  }

  private @Nullable Object[] read() {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = result.value(i);
    }
    return values;
  }

  /** Returns whether rows may be left. */
  boolean isOpen() {
    return !isClosed;
  }

  /** Returns whether there is a current row. */
  boolean hasRow() {
    return row != null;
  }

  /** Returns a value of the current row, 0-based. */
  @Nullable Object value(int column) {
    if (row == null) {
      throw new IllegalStateException("no current row");
    }
    return row[column];
  }

  List<String> warnings() {
    return result.warnings();
  }

  void close() {
    turn.take(
        () -> {
          if (!isClosed) {
            isClosed = true;
            row = null;
            result.close();
          }
          return null;
        });
  }
}
