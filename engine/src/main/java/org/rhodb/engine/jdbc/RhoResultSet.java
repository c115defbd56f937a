package org.rhodb.engine.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.ResultColumn;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Rows of a statement, forward only, read as they are asked for. */
final class RhoResultSet extends ByLabel {
  private final RhoStatement statement;
  private final RowCursor cursor;
  private final String script;
  private final long maxRows;
  private final Map<String, Integer> numbers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private long rowNumber;
  private boolean wasNull;
  private boolean isAhead;
  private boolean isAfterLast;
  private boolean isClosed;
  private int fetchSize;

  /**
   * Wraps rows.
   *
   * @param script the text that positions of errors refer to
   * @param maxRows rows behind which the result ends; 0: all
   */
  RhoResultSet(RhoStatement statement, RowCursor cursor, String script, long maxRows) {
    this.statement = statement;
    this.cursor = cursor;
    this.script = script;
    this.maxRows = maxRows;
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (!isAhead && !fetch()) {
      return false;
    }
    isAhead = false;
    rowNumber++;
    return true;
  }

  /** Goes to the next row and does not count it yet. */
  private boolean fetch() throws SQLException {
    if (isAfterLast) {
      return false;
    }
    try {
      if ((maxRows == 0 || rowNumber < maxRows) && cursor.next()) {
        return true;
      }
      checkOpen(); // rows that another thread cut off by closing the connection have not ended
    } catch (QueryException e) {
      isAfterLast = true;
      cursor.close();
      throw JdbcErrors.of(e, script);
    }
    isAfterLast = true;
    statement.warn(cursor.warnings());
    cursor.close();
    return false;
  }

  @Override
  public void close() throws SQLException {
    if (!isClosed) {
      isClosed = true;
      cursor.close();
      statement.resultClosed(this);
    }
  }

  @Override
  public boolean isClosed() {
    return isClosed || statement.isClosed();
  }

  private void checkOpen() throws SQLException {
    if (isClosed()) {
      throw JdbcErrors.closed("result");
    }
  }

  private List<ResultColumn> columns() {
    return cursor.columns();
  }

  /** Returns a value of the current row; column 1-based, as everywhere in JDBC. */
  private @Nullable Object value(int column) throws SQLException {
    checkOpen();
    if (isAfterLast || rowNumber == 0 || !cursor.hasRow()) {
      throw JdbcErrors.of(
          ErrorCode.A207,
          SqlState.NO_ROW,
          rowNumber == 0 && !isAfterLast ? "next() was not called yet" : "behind the last row");
    }
    if (column < 1 || column > columns().size()) {
      throw JdbcErrors.badArgument("column " + column + " of " + columns().size());
    }
    Object value = cursor.value(column - 1);
    wasNull = value == null;
    return value;
  }

  private String typeName(int column) {
    return columns().get(column - 1).typeName();
  }

  @Override
  public int findColumn(@Nullable String label) throws SQLException {
    checkOpen();
    if (numbers.isEmpty()) {
      for (int i = 0; i < columns().size(); i++) {
        numbers.putIfAbsent(columns().get(i).name(), i + 1);
      }
    }
    Integer number = label == null ? null : numbers.get(label);
    if (number != null) {
      return number;
    }
    String names = String.join(", ", columns().stream().map(ResultColumn::name).toList());
    throw JdbcErrors.of(
        ErrorCode.A203, SqlState.NO_COLUMN, "unknown column '" + label + "'; columns: " + names);
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  @Override
  public @Nullable String getString(int column) throws SQLException {
    Object value = value(column);
    return value == null ? null : Values.toText(value);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    Object value = value(column);
    return value != null && Values.toBoolean(value);
  }

  private long whole(int column, long least, long greatest, String type) throws SQLException {
    Object value = value(column);
    return value == null ? 0 : Values.toLong(value, least, greatest, type);
  }

  @Override
  public byte getByte(int column) throws SQLException {
    return (byte) whole(column, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
  }

  @Override
  public short getShort(int column) throws SQLException {
    return (short) whole(column, Short.MIN_VALUE, Short.MAX_VALUE, "short");
  }

  @Override
  public int getInt(int column) throws SQLException {
    return (int) whole(column, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  @Override
  public long getLong(int column) throws SQLException {
    return whole(column, Long.MIN_VALUE, Long.MAX_VALUE, "long");
  }

  @Override
  public float getFloat(int column) throws SQLException {
    return (float) getDouble(column);
  }

  @Override
  public double getDouble(int column) throws SQLException {
    Object value = value(column);
    return value == null ? 0 : Values.toDouble(value);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
    Object value = value(column);
    return value == null ? null : Values.toDecimal(value, "decimal");
  }

  @Override
  @Deprecated
  public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(column);
    try {
      return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    } catch (ArithmeticException e) {
      throw JdbcErrors.badConversion(value, "decimal of scale " + scale);
    }
  }

  @Override
  public byte @Nullable [] getBytes(int column) throws SQLException {
    Object value = value(column);
    if (value == null || value instanceof byte[]) {
      return (byte[]) value;
    }
    return Values.toText(value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable Date getDate(int column) throws SQLException {
    return getDate(column, null);
  }

  @Override
  public @Nullable Time getTime(int column) throws SQLException {
    return getTime(column, null);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column) throws SQLException {
    return getTimestamp(column, null);
  }

  @Override
  public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
    Object value = value(column);
    return value == null ? null : TimeValues.toSqlDate(value, calendar);
  }

  @Override
  public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
    Object value = value(column);
    return value == null ? null : TimeValues.toSqlTime(value, calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar)
      throws SQLException {
    Object value = value(column);
    return value == null ? null : TimeValues.toSqlTimestamp(value, calendar);
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    Object value = value(column);
    return value == null ? null : ValueAs.standard(value, typeName(column));
  }

  @Override
  public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
    Object value = value(column);
    return value == null ? null : ValueAs.of(value, typeName(column), type);
  }

  @Override
  public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> types)
      throws SQLException {
    return getObject(column);
  }

  @Override
  public @Nullable Array getArray(int column) throws SQLException {
    Object value = value(column);
    if (value == null) {
      return null;
    }
    if (value instanceof List<?> list) {
      return ValueAs.array(list, typeName(column));
    }
    throw JdbcErrors.badConversion(value, "array");
  }

  @Override
  public @Nullable Blob getBlob(int column) throws SQLException {
    byte[] bytes = getBytes(column);
    return bytes == null ? null : ValueAs.blob(bytes);
  }

  @Override
  public @Nullable Clob getClob(int column) throws SQLException {
    String text = getString(column);
    return text == null ? null : new javax.sql.rowset.serial.SerialClob(text.toCharArray());
  }

  @Override
  public @Nullable InputStream getBinaryStream(int column) throws SQLException {
    byte[] bytes = getBytes(column);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int column) throws SQLException {
    String text = getString(column);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public @Nullable Reader getCharacterStream(int column) throws SQLException {
    String text = getString(column);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public @Nullable Reader getNCharacterStream(int column) throws SQLException {
    return getCharacterStream(column);
  }

  @Override
  public @Nullable String getNString(int column) throws SQLException {
    return getString(column);
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return new RhoResultSetMetaData(columns());
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    isAhead = isAhead || (rowNumber == 0 && fetch());
    return isAhead;
  }

  @Override
  public boolean isAfterLast() {
    return isAfterLast && rowNumber > 0;
  }

  @Override
  public boolean isFirst() {
    return rowNumber == 1 && !isAfterLast;
  }

  @Override
  public int getRow() {
    return isAfterLast ? 0 : (int) Math.min(Integer.MAX_VALUE, rowNumber);
  }

  @Override
  public Statement getStatement() throws SQLException {
    checkOpen();
    return statement.visible();
  }

  @Override
  public @Nullable SQLWarning getWarnings() {
    return null;
  }

  @Override
  public void clearWarnings() {
    // Warnings of a query are its statement's.
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    if (rows < 0) {
      throw JdbcErrors.badArgument("a fetch size of " + rows);
    }
    fetchSize = rows;
  }

  @Override
  public int getFetchSize() {
    return fetchSize;
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
