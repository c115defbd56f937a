package org.rhodb.engine.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Function from values to the class that {@code getObject(column, Class)} names. */
final class ValueAs {
  private static final Map<Class<?>, Reader> READERS =
      Map.ofEntries(
          Map.entry(String.class, Values::toText),
          Map.entry(Boolean.class, Values::toBoolean),
          Map.entry(
              Byte.class, v -> (byte) Values.toLong(v, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte")),
          Map.entry(
              Short.class,
              v -> (short) Values.toLong(v, Short.MIN_VALUE, Short.MAX_VALUE, "short")),
          Map.entry(
              Integer.class,
              v -> (int) Values.toLong(v, Integer.MIN_VALUE, Integer.MAX_VALUE, "int")),
          Map.entry(Long.class, v -> Values.toLong(v, Long.MIN_VALUE, Long.MAX_VALUE, "long")),
          Map.entry(Float.class, v -> (float) Values.toDouble(v)),
          Map.entry(Double.class, Values::toDouble),
          Map.entry(BigDecimal.class, v -> Values.toDecimal(v, "decimal")),
          Map.entry(BigInteger.class, v -> Values.toInteger(v, "integer")),
          Map.entry(LocalDate.class, TimeValues::toDate),
          Map.entry(LocalTime.class, TimeValues::toTime),
          Map.entry(LocalDateTime.class, TimeValues::toDateTime),
          Map.entry(OffsetDateTime.class, TimeValues::toOffsetDateTime),
          Map.entry(
              ZonedDateTime.class,
              v -> TimeValues.toOffsetDateTime(v).atZoneSameInstant(ZoneId.systemDefault())),
          Map.entry(Instant.class, v -> TimeValues.toOffsetDateTime(v).toInstant()),
          Map.entry(Date.class, v -> TimeValues.toSqlDate(v, null)),
          Map.entry(Time.class, v -> TimeValues.toSqlTime(v, null)),
          Map.entry(Timestamp.class, v -> TimeValues.toSqlTimestamp(v, null)),
          Map.entry(java.util.Date.class, v -> TimeValues.toSqlTimestamp(v, null)),
          Map.entry(UUID.class, v -> v instanceof UUID ? v : UUID.fromString(Values.toText(v))));

  private ValueAs() {}

  /** Reads a value as one class. */
  private interface Reader {
    Object read(Object value) throws SQLException;
  }

  /** Returns the value as an instance of a class. */
  static <T> T of(Object value, String typeName, Class<T> type) throws SQLException {
    Reader reader = READERS.get(type);
    if (reader != null) {
      try {
        return type.cast(reader.read(value));
      } catch (IllegalArgumentException e) {
        throw JdbcErrors.badConversion(value, type.getSimpleName());
      }
    }
    Object standard = standard(value, typeName);
    if (type.isInstance(standard)) {
      return type.cast(standard);
    }
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    if (type == Blob.class && value instanceof byte[] bytes) {
      return type.cast(blob(bytes));
    }
    throw JdbcErrors.badConversion(value, type.getSimpleName());
  }

  /** Returns a value as the class that JDBC names for its type. */
  static Object standard(Object value, String typeName) throws SQLException {
    if (value instanceof LocalDate) {
      return TimeValues.toSqlDate(value, null);
    }
    if (value instanceof LocalTime) {
      return TimeValues.toSqlTime(value, null);
    }
    if (value instanceof LocalDateTime) {
      return TimeValues.toSqlTimestamp(value, null);
    }
    return value instanceof List<?> list ? array(list, typeName) : value;
  }

  static Blob blob(byte[] bytes) throws SQLException {
    return new javax.sql.rowset.serial.SerialBlob(bytes);
  }

  static Array array(List<?> list, String typeName) {
    int bracket = typeName.lastIndexOf('[');
    return new RhoArray(bracket < 0 ? "OTHER" : typeName.substring(0, bracket), list);
  }
}
