package org.rhodb.engine.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows taken into memory because their connection is needed for another statement; behind those
 * that found room the source goes on.
 */
final class BufferedRows implements CursorRows {
  private final CursorRows source;
  private final int columns;
  private final AsideSpace space;
  private final Deque<@Nullable Object[]> rows = new ArrayDeque<>();
  private @Nullable Object @Nullable [] current;
  private boolean isOnSourceRow;
  private boolean isSourceRead;

  /**
   * Creates one that has taken nothing yet.
   *
   * @param isOnRow whether a row of {@code source} is the current one and stays so
   */
  BufferedRows(CursorRows source, int columns, boolean isOnRow, AsideSpace space) {
    this.source = source;
    this.columns = columns;
    this.space = space;
    this.isOnSourceRow = isOnRow;
  }

  /**
   * Reads what is left, while there is room.
   *
   * @param isStopped asked before each row
   * @return whether all was read, so that the source is needed no more
   */
  boolean fill(BooleanSupplier isStopped) throws SQLException {
    if (isOnSourceRow) {
      current = read();
      isOnSourceRow = false;
    }
    while (!isSourceRead && !space.isFull() && !isStopped.getAsBoolean()) {
      if (source.next()) {
        @Nullable Object[] row = read();
        space.take(AsideSpace.bytes(row));
        rows.add(row);
      } else {
        isSourceRead = true;
      }
    }
    return isSourceRead;
  }

  /** Closes the source, of which all was read. */
  void freeSource() throws SQLException {
    source.close();
  }

  private @Nullable Object[] read() throws SQLException {
    @Nullable Object[] row = new Object[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = source.value(i);
    }
    return row;
  }

  @Override
  public boolean next() throws SQLException {
    @Nullable Object @Nullable [] row = rows.poll();
    current = row;
    if (row != null) {
      space.giveBack(AsideSpace.bytes(row));
      return true;
    }
    isOnSourceRow = !isSourceRead && source.next();
    return isOnSourceRow;
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    @Nullable Object @Nullable [] row = current;
    return isOnSourceRow || row == null ? source.value(column) : row[column];
  }

  @Override
  public boolean needsConnection() {
    return !isSourceRead && source.needsConnection();
  }

  @Override
  public void close() throws SQLException {
    rows.forEach(row -> space.giveBack(AsideSpace.bytes(row)));
    rows.clear();
    source.close();
  }
}
