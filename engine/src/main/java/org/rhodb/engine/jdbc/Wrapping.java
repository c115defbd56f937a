package org.rhodb.engine.jdbc;

import java.sql.SQLException;

/** Function that answers {@link java.sql.Wrapper#unwrap}: nothing here wraps anything else. */
final class Wrapping {
  private Wrapping() {}

  static <T> T unwrap(Object object, Class<T> type) throws SQLException {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw JdbcErrors.badArgument("this is no " + type.getName());
  }
}
