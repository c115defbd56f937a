package org.rhodb.engine.jdbc;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Function from values of a result to dates and times.
 *
 * <p>The engine's timestamps without a zone are wall-clock times: {@link Timestamp} gets them in
 * the zone of the JVM, or of the calendar that is given.
 */
final class TimeValues {
  private TimeValues() {}

  /** Returns JDBC's own dates and times as Java's, other values unchanged. */
  static Object plain(Object value) {
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof Time time) {
      return time.toLocalTime();
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    }
    return value;
  }

  static LocalDate toDate(Object value) throws SQLException {
    if (value instanceof LocalDate date) {
      return date;
    }
    return toDateTime(value).toLocalDate();
  }

  static LocalTime toTime(Object value) throws SQLException {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof OffsetTime time) {
      return time.toLocalTime();
    }
    if (value instanceof String text) {
      try {
        return LocalTime.parse(text.strip());
      } catch (DateTimeException e) {
        throw JdbcErrors.badConversion(value, "time");
      }
    }
    return toDateTime(value).toLocalTime();
  }

  static LocalDateTime toDateTime(Object value) throws SQLException {
    if (value instanceof LocalDateTime timestamp) {
      return timestamp;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof OffsetDateTime timestamp) {
      return timestamp.atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
    }
    if (value instanceof String text) {
      try {
        String iso = text.strip().replace(' ', 'T');
        return iso.length() == 10 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
      } catch (DateTimeException e) {
        throw JdbcErrors.badConversion(value, "timestamp");
      }
    }
    throw JdbcErrors.badConversion(value, "timestamp");
  }

  static OffsetDateTime toOffsetDateTime(Object value) throws SQLException {
    if (value instanceof OffsetDateTime timestamp) {
      return timestamp;
    }
    return toDateTime(value).atZone(ZoneId.systemDefault()).toOffsetDateTime();
  }

  static Date toSqlDate(Object value, @Nullable Calendar calendar) throws SQLException {
    LocalDate date = toDate(value);
    return calendar == null
        ? Date.valueOf(date)
        : new Date(date.atStartOfDay(zone(calendar)).toInstant().toEpochMilli());
  }

  static Time toSqlTime(Object value, @Nullable Calendar calendar) throws SQLException {
    LocalTime time = toTime(value);
    return calendar == null
        ? Time.valueOf(time)
        : new Time(LocalDate.EPOCH.atTime(time).atZone(zone(calendar)).toInstant().toEpochMilli());
  }

  static Timestamp toSqlTimestamp(Object value, @Nullable Calendar calendar) throws SQLException {
    if (value instanceof OffsetDateTime timestamp) {
      return Timestamp.from(timestamp.toInstant());
    }
    LocalDateTime timestamp = toDateTime(value);
    return calendar == null
        ? Timestamp.valueOf(timestamp)
        : Timestamp.from(timestamp.atZone(zone(calendar)).toInstant());
  }

  /** Returns an instant as the wall-clock time it is in a calendar's zone, or in the JVM's. */
  static LocalDateTime wallClock(Instant instant, @Nullable Calendar calendar) {
    ZoneId zone = calendar == null ? ZoneId.systemDefault() : zone(calendar);
    return LocalDateTime.ofInstant(instant, zone);
  }

  private static ZoneId zone(Calendar calendar) {
    return calendar.getTimeZone() == null ? ZoneOffset.UTC : calendar.getTimeZone().toZoneId();
  }
}
