package org.rhodb.engine.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;

/** Rows of one result, pulled as they are asked for. */
final class RowCursor {
  private final QueryResult result;
  private final List<ResultColumn> columns;
  private @Nullable Object @Nullable [] row;
  private boolean isClosed;

  RowCursor(QueryResult result) {
    this.result = result;
    this.columns = List.copyOf(result.columns());
  }

  List<ResultColumn> columns() {
    return columns;
  }

  /** Moves to the next row. */
  boolean next() {
    if (isClosed) {
      row = null;
    } else {
      row = result.next() ? read() : null;
    }
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
    if (!isClosed) {
      isClosed = true;
      row = null;
      result.close();
    }
  }
}
