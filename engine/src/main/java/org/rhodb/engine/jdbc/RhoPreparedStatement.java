package org.rhodb.engine.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session.Description;
import org.rhodb.grammar.StatementText;

/** A statement with {@code ?} for values that come later. It is read and resolved at once. */
final class RhoPreparedStatement extends UnsupportedParameters {
  private final StatementText text;
  private final Description description;
  private final @Nullable Object[] values;
  private final boolean[] isSet;
  private final List<Parameters> batches = new ArrayList<>();

  RhoPreparedStatement(RhoConnection connection, StatementText text, Description description) {
    super(connection);
    this.text = text;
    this.description = description;
    this.values = new @Nullable Object[description.parameters().size()];
    this.isSet = new boolean[values.length];
  }

  private void set(int parameter, @Nullable Object value) throws SQLException {
    checkOpen();
    if (parameter < 1 || parameter > values.length) {
      throw JdbcErrors.badArgument(
          "parameter " + parameter + "; the statement has " + values.length);
    }
    values[parameter - 1] = value;
    isSet[parameter - 1] = true;
  }

  private Parameters given() throws SQLException {
    for (int i = 0; i < isSet.length; i++) {
      if (!isSet[i]) {
        throw new SQLException("error A207: parameter " + (i + 1) + " is not set", "07002", 207);
      }
    }
    return Parameters.inOrder(Arrays.asList(values));
  }

  @Override
  public boolean execute() throws SQLException {
    return run(text, given());
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    execute();
    return firstRows();
  }

  @Override
  public int executeUpdate() throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, executeLargeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    execute();
    return totalUpdates();
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    Arrays.fill(values, null);
    Arrays.fill(isSet, false);
  }

  @Override
  public void addBatch() throws SQLException {
    checkOpen();
    batches.add(given());
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batches.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    List<Parameters> all = List.copyOf(batches);
    batches.clear();
    return runBatch(
        all.size(),
        index -> {
          run(text, all.get(index));
          return totalUpdates();
        });
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return description.kind() == QueryResult.Kind.ROWS && !description.columns().isEmpty()
        ? new RhoResultSetMetaData(description.columns())
        : null;
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    return new RhoParameterMetaData(description.parameters());
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    throw ofPrepared();
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    throw ofPrepared();
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    throw ofPrepared();
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    throw ofPrepared();
  }

  private static LocalDateTime wallClock(long milliseconds, @Nullable Calendar calendar) {
    return TimeValues.wallClock(Instant.ofEpochMilli(milliseconds), calendar);
  }

  private static SQLException ofPrepared() {
    return JdbcErrors.badArgument("a prepared statement takes no other text");
  }

  @Override
  public void setNull(int parameter, int type) throws SQLException {
    set(parameter, null);
  }

  @Override
  public void setNull(int parameter, int type, String typeName) throws SQLException {
    set(parameter, null);
  }

  @Override
  public void setBoolean(int parameter, boolean value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setByte(int parameter, byte value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setShort(int parameter, short value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setInt(int parameter, int value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setLong(int parameter, long value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setFloat(int parameter, float value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setDouble(int parameter, double value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setBigDecimal(int parameter, @Nullable BigDecimal value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setString(int parameter, @Nullable String value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setNString(int parameter, @Nullable String value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setBytes(int parameter, byte @Nullable [] value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setDate(int parameter, @Nullable Date value) throws SQLException {
    setDate(parameter, value, null);
  }

  @Override
  public void setTime(int parameter, @Nullable Time value) throws SQLException {
    setTime(parameter, value, null);
  }

  @Override
  public void setTimestamp(int parameter, @Nullable Timestamp value) throws SQLException {
    setTimestamp(parameter, value, null);
  }

  @Override
  public void setDate(int parameter, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    set(parameter, value == null ? null : wallClock(value.getTime(), calendar).toLocalDate());
  }

  @Override
  public void setTime(int parameter, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    set(parameter, value == null ? null : wallClock(value.getTime(), calendar).toLocalTime());
  }

  @Override
  public void setTimestamp(int parameter, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    set(parameter, value == null ? null : TimeValues.wallClock(value.toInstant(), calendar));
  }

  @Override
  public void setArray(int parameter, @Nullable Array value) throws SQLException {
    set(parameter, value == null ? null : Arrays.asList((Object[]) value.getArray()));
  }

  @Override
  public void setObject(int parameter, @Nullable Object value) throws SQLException {
    if (value instanceof Date date) {
      setDate(parameter, date);
    } else if (value instanceof Time time) {
      setTime(parameter, time);
    } else if (value instanceof Timestamp timestamp) {
      setTimestamp(parameter, timestamp);
    } else if (value instanceof java.util.Date date) {
      set(parameter, TimeValues.wallClock(date.toInstant(), null));
    } else if (value instanceof Array array) {
      setArray(parameter, array);
    } else if (value instanceof Instant instant) {
      set(parameter, instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof ZonedDateTime timestamp) {
      set(parameter, timestamp.toOffsetDateTime());
    } else if (value instanceof Character character) {
      set(parameter, character.toString());
    } else {
      set(parameter, value);
    }
  }

  @Override
  public void setObject(int parameter, @Nullable Object value, int type) throws SQLException {
    setObject(parameter, value);
  }

  @Override
  public void setObject(int parameter, @Nullable Object value, int type, int scale)
      throws SQLException {
    setObject(parameter, value);
  }
}
