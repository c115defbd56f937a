package org.rhodb.engine.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Rows taken into memory because their connection is needed for another statement. */
final class BufferedRows implements CursorRows {
  private final Deque<@Nullable Object[]> rows = new ArrayDeque<>();
  private @Nullable Object[] current;

  /**
   * Reads all that is left.
   *
   * @param isOnRow whether a row of {@code source} is the current one and stays so
   */
  BufferedRows(CursorRows source, int columns, boolean isOnRow) throws SQLException {
    current = isOnRow ? read(source, columns) : new Object[columns];
    while (source.next()) {
      rows.add(read(source, columns));
    }
  }

  private static @Nullable Object[] read(CursorRows source, int columns) throws SQLException {
    @Nullable Object[] row = new Object[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = source.value(i);
    }
    return row;
  }

  @Override
  public boolean next() {
    if (rows.isEmpty()) {
      return false;
    }
    current = rows.remove();
    return true;
  }

  @Override
  public @Nullable Object value(int column) {
    return current[column];
  }

  @Override
  public void close() {
    rows.clear();
  }
}
