package org.rhodb.engine.jdbc;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;

/** Function from values to the class of the type that {@code setObject} names. */
final class ParameterAs {
  private static final Map<Integer, Class<?>> CLASSES =
      Map.ofEntries(
          Map.entry(Types.BOOLEAN, Boolean.class),
          Map.entry(Types.BIT, Boolean.class),
          Map.entry(Types.TINYINT, Byte.class),
          Map.entry(Types.SMALLINT, Short.class),
          Map.entry(Types.INTEGER, Integer.class),
          Map.entry(Types.BIGINT, Long.class),
          Map.entry(Types.REAL, Float.class),
          Map.entry(Types.FLOAT, Double.class),
          Map.entry(Types.DOUBLE, Double.class),
          Map.entry(Types.DECIMAL, BigDecimal.class),
          Map.entry(Types.NUMERIC, BigDecimal.class),
          Map.entry(Types.CHAR, String.class),
          Map.entry(Types.VARCHAR, String.class),
          Map.entry(Types.LONGVARCHAR, String.class),
          Map.entry(Types.NCHAR, String.class),
          Map.entry(Types.NVARCHAR, String.class),
          Map.entry(Types.LONGNVARCHAR, String.class),
          Map.entry(Types.DATE, LocalDate.class),
          Map.entry(Types.TIME, LocalTime.class),
          Map.entry(Types.TIMESTAMP, LocalDateTime.class),
          Map.entry(Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime.class));

  private ParameterAs() {}

  /**
   * Returns the value as a type's class; of a type that is not listed, unchanged.
   *
   * @throws SQLException 22018 or 22003 if it cannot be
   */
  static Object of(Object value, int type) throws SQLException {
    Class<?> wanted = CLASSES.get(type);
    return wanted == null ? value : ValueAs.of(TimeValues.plain(value), "", wanted);
  }
}
