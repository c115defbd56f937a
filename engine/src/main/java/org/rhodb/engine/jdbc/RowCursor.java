package org.rhodb.engine.jdbc;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;

/**
 * Rows of one result, pulled as they are asked for; {@link #detach} reads what is left into memory,
 * so that the session is free for the next statement.
 */
final class RowCursor {
  private final QueryResult result;
  private final List<ResultColumn> columns;
  private @Nullable Queue<@Nullable Object[]> detached;
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
    } else if (detached != null) {
      row = detached.poll();
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

  /** Reads the rows that are left into memory and ends the statement. */
  void detach() {
    if (!isClosed && detached == null) {
      Queue<@Nullable Object[]> rest = new ArrayDeque<>();
      while (result.next()) {
        rest.add(read());
      }
      detached = rest;
      result.close();
    }
  }

  List<String> warnings() {
    return result.warnings();
  }

  void close() {
    if (!isClosed) {
      isClosed = true;
      row = null;
      detached = null;
      result.close();
    }
  }
}
