package org.rhodb.engine.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.SqlFault;

/** A cursor over a statement of a session. */
final class RunningCursor implements SqlCursor {
  private final StoreSession session;
  private final SqlRequest request;
  private final Statement statement;
  private final SqlDescription.Kind kind;
  private final List<SqlColumn> columns;
  private final long updateCount;
  private CursorRows rows;
  private @Nullable QueryException pending;
  private boolean isOnRow;
  private boolean isClosed;

  RunningCursor(
      StoreSession session,
      SqlRequest request,
      Statement statement,
      SqlDescription.Kind kind,
      List<SqlColumn> columns,
      long updateCount,
      CursorRows rows) {
    this.session = session;
    this.request = request;
    this.statement = statement;
    this.kind = kind;
    this.columns = List.copyOf(columns);
    this.updateCount = updateCount;
    this.rows = rows;
  }

  @Override
  public SqlDescription.Kind kind() {
    return kind;
  }

  @Override
  public List<SqlColumn> columns() {
    return columns;
  }

  @Override
  public long updateCount() {
    return updateCount;
  }

  @Override
  public boolean next() {
    if (isClosed) {
      return false;
    }
    try {
      isOnRow = rows.next();
    } catch (SQLException e) {
      isOnRow = false;
      throw failed(e);
    }
    if (!isOnRow) {
      close();
      if (pending != null) {
        throw pending;
      }
    }
    return isOnRow;
  }

  @Override
  public @Nullable Object value(int column) {
    if (!isOnRow) {
      throw new IllegalStateException("the cursor is not on a row");
    }
    try {
      return rows.value(column);
    } catch (SQLException e) {
      throw failed(e);
    } catch (DateTimeException | ArithmeticException e) {
      throw unreadable("column '" + columns.get(column).name() + "'", e);
    }
  }

  /** Returns the error of a value, such as the time 24:00, that DuckDB has and Java has not. */
  private static QueryException unreadable(String where, RuntimeException e) {
    return QueryException.of(
            ErrorCode.A208, where + " holds a value that Java has none for: " + e.getMessage())
        .withHint("cast it to VARCHAR")
        .withFault(SqlFault.RANGE)
        .withCause(e);
  }

  private RuntimeException failed(SQLException e) {
    RuntimeException error = session.fail(e, request, false);
    close();
    return error;
  }

  /**
   * Reads what is left into memory, while there is room, and frees the connection.
   *
   * @param isStopped asked before each row
   * @return whether the connection is free; otherwise the cursor goes on as before
   */
  boolean setAside(AsideSpace space, BooleanSupplier isStopped) {
    if (!rows.needsConnection()) {
      return true;
    }
    BufferedRows buffered =
        rows instanceof BufferedRows already
            ? already
            : new BufferedRows(rows, columns.size(), isOnRow, space);
    rows = buffered;
    try {
      if (!buffered.fill(isStopped)) {
        return false;
      }
      buffered.freeSource();
      statement.close();
    } catch (SQLException e) {
      // Reported to the reader of this cursor, not to whoever needs the connection.
      pending = session.fail(e, request, false);
      closeQuietly(buffered);
      rows = NoRows.INSTANCE;
    } catch (DateTimeException | ArithmeticException e) {
      pending = unreadable("the result", e);
      closeQuietly(buffered);
      rows = NoRows.INSTANCE;
    }
    return true;
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      isOnRow = false;
      closeQuietly(rows);
      session.finished(this);
    }
  }

  private void closeQuietly(CursorRows source) {
    try {
      source.close();
      statement.close();
    } catch (SQLException e) {
      // All rows that were asked for have been read: what fails now concerns nobody.
    }
  }
}
