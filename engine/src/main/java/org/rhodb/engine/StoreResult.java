package org.rhodb.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.execute.StatementEnd;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.SqlDescription;

/** A result that the store produces while it is read. */
final class StoreResult implements QueryResult {
  private final SqlCursor cursor;
  private final List<ResultColumn> columns;
  private final List<String> warnings;
  private final StatementEnd end;
  private final Runnable onClose;
  private boolean isClosed;

  StoreResult(
      SqlCursor cursor,
      List<ResultColumn> columns,
      List<String> warnings,
      StatementEnd end,
      Runnable onClose) {
    this.cursor = cursor;
    this.columns = List.copyOf(columns);
    this.warnings = List.copyOf(warnings);
    this.end = end;
    this.onClose = onClose;
  }

  @Override
  public Kind kind() {
    return switch (cursor.kind()) {
      case ROWS -> Kind.ROWS;
      case CHANGES -> Kind.UPDATE;
      case NOTHING -> Kind.MESSAGE;
    };
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    if (cursor.kind() != SqlDescription.Kind.ROWS) {
      return false;
    }
    boolean hasRow;
    try {
      hasRow = cursor.next();
    } catch (RuntimeException e) {
      end.fail();
      throw e;
    }
    if (!hasRow) {
      end.succeed();
    }
    return hasRow;
  }

  @Override
  public @Nullable Object value(int column) {
    return cursor.value(column);
  }

  @Override
  public long updateCount() {
    return cursor.kind() == SqlDescription.Kind.CHANGES ? Math.max(0, cursor.updateCount()) : 0;
  }

  @Override
  public String message() {
    return "";
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      try {
        cursor.close();
        end.succeed();
      } finally {
        onClose.run();
      }
    }
  }
}
