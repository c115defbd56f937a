package org.rhodb.engine.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Part of {@link RhoPreparedStatement} that takes values in JDBC's classes and keeps them in those
 * of the engine.
 */
abstract class ParameterSetters extends UnsupportedParameters {
  ParameterSetters(RhoConnection connection) {
    super(connection);
  }

  /** Keeps the value of a parameter, in a class of the engine's. */
  abstract void set(int parameter, @Nullable Object value) throws SQLException;

  private static LocalDateTime wallClock(long milliseconds, @Nullable Calendar calendar) {
    return TimeValues.wallClock(Instant.ofEpochMilli(milliseconds), calendar);
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
    set(parameter, value == null ? null : RhoArray.elements(value));
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
    setObject(parameter, value == null ? null : ParameterAs.of(value, type));
  }

  @Override
  public void setObject(int parameter, @Nullable Object value, int type, int scale)
      throws SQLException {
    boolean isScaled = type == Types.DECIMAL || type == Types.NUMERIC;
    if (value != null && isScaled) {
      BigDecimal number = Values.toDecimal(value, "decimal");
      set(parameter, number.setScale(scale, RoundingMode.HALF_UP));
    } else {
      setObject(parameter, value, type);
    }
  }
}
