package org.rhodb.engine.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a cursor's rows come from. */
interface CursorRows extends AutoCloseable {

  /** Goes to the next row; false at the end. */
  boolean next() throws SQLException;

  /** Returns a value of the current row as a plain Java object; {@code column} is 0-based. */
  @Nullable Object value(int column) throws SQLException;

  /** Returns whether another statement of the connection would end these rows. */
  boolean needsConnection();

  @Override
  void close() throws SQLException;
}
