package org.rhodb.engine.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Part of {@link RhoStatement} that keeps what clients set, and refuses what cannot be set. */
abstract class StatementSettings implements Statement {
  private boolean hasEscapes = true;
  private long maxRows;
  private int timeoutSeconds;
  private int fetchSize;
  private int maxFieldSize;
  private boolean isPoolable;
  private boolean isClosingOnCompletion;
  private @Nullable SQLWarning warnings;

  abstract void checkOpen() throws SQLException;

  void warn(List<String> texts) {
    for (String text : texts) {
      SQLWarning warning = new SQLWarning(text, SqlState.WARNING.code());
      if (warnings == null) {
        warnings = warning;
      } else {
        warnings.setNextWarning(warning);
      }
    }
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings = null;
  }

  @Override
  public int getMaxRows() throws SQLException {
    checkOpen();
    return (int) Math.min(Integer.MAX_VALUE, maxRows);
  }

  @Override
  public void setMaxRows(int rows) throws SQLException {
    setLargeMaxRows(rows);
  }

  @Override
  public long getLargeMaxRows() {
    return maxRows;
  }

  @Override
  public void setLargeMaxRows(long rows) throws SQLException {
    checkOpen();
    maxRows = notNegative(rows, "most rows");
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return timeoutSeconds;
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    timeoutSeconds = (int) notNegative(seconds, "a timeout");
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    fetchSize = (int) notNegative(rows, "a fetch size");
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    checkOpen();
    return maxFieldSize;
  }

  /** A hint that is kept and never cuts a value. */
  @Override
  public void setMaxFieldSize(int bytes) throws SQLException {
    checkOpen();
    maxFieldSize = (int) notNegative(bytes, "a field size");
  }

  private static long notNegative(long value, String what) throws SQLException {
    if (value < 0) {
      throw JdbcErrors.badArgument(what + " of " + value);
    }
    return value;
  }

  @Override
  public void setEscapeProcessing(boolean isEnabled) throws SQLException {
    checkOpen();
    hasEscapes = isEnabled;
  }

  /** Returns the text with JDBC's escapes in the store's own words, unless that is switched off. */
  String withoutEscapes(String sql) {
    return hasEscapes ? JdbcEscapes.translate(sql) : sql;
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    throw JdbcErrors.unsupported("setCursorName");
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != ResultSet.FETCH_FORWARD) {
      throw JdbcErrors.unsupported("a fetch direction other than forward");
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return ResultSet.FETCH_FORWARD;
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    checkOpen();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getResultSetType() throws SQLException {
    checkOpen();
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    checkOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public void setPoolable(boolean poolable) throws SQLException {
    checkOpen();
    isPoolable = poolable;
  }

  @Override
  public boolean isPoolable() throws SQLException {
    checkOpen();
    return isPoolable;
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    checkOpen();
    isClosingOnCompletion = true;
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    checkOpen();
    return isClosingOnCompletion;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
