package org.rhodb.engine.row;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Function from a result's values to text, written as DuckDB writes them, so that it can read them
 * back; for the shell's formats and for JDBC alike.
 */
public final class ValueText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd ")
          .append(TIME)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter TIMESTAMP_WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .append(TIMESTAMP)
          .appendOffset("+HH:mm", "+00")
          .toFormatter(Locale.ROOT);

  private ValueText() {}

  /** Returns the text of a value that is not null, every character of it kept. */
  public static String of(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Double || value instanceof Float) {
      return ofDouble(((Number) value).doubleValue(), value.toString());
    }
    if (value instanceof LocalDateTime timestamp) {
      return TIMESTAMP.format(timestamp);
    }
    if (value instanceof OffsetDateTime timestamp) {
      return TIMESTAMP_WITH_OFFSET.format(timestamp);
    }
    if (value instanceof ZonedDateTime timestamp) {
      return TIMESTAMP_WITH_OFFSET.format(timestamp);
    }
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof byte[] bytes) {
      return ofBytes(bytes);
    }
    if (value instanceof List<?> list) {
      StringJoiner joiner = new StringJoiner(", ", "[", "]");
      list.forEach(element -> joiner.add(ofNullable(element)));
      return joiner.toString();
    }
    if (value instanceof Map<?, ?> map) {
      StringJoiner joiner = new StringJoiner(", ", "{", "}");
      map.forEach((key, element) -> joiner.add(ofNullable(key) + ": " + ofNullable(element)));
      return joiner.toString();
    }
    return value.toString();
  }

  private static String ofNullable(@Nullable Object value) {
    return value == null ? "NULL" : of(value);
  }

  private static String ofDouble(double value, String text) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    // Java turns to exponents at 10^7 and 10^-3 already.
    double size = Math.abs(value);
    boolean isPlain = text.indexOf('E') >= 0 && size >= 1e-5 && size < 1e15;
    if (!isPlain) {
      return text;
    }
    String plain = new BigDecimal(text).toPlainString();
    return plain.indexOf('.') < 0 || !plain.endsWith("0")
        ? plain
        : plain.replaceFirst("(\\.\\d+?)0+$", "$1");
  }

  private static String ofBytes(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 4);
    for (byte b : bytes) {
      boolean isPlain = b >= ' ' && b < 0x7f && b != '\\' && b != '\'' && b != '"';
      if (isPlain) {
        text.append((char) b);
      } else {
        text.append(String.format(Locale.ROOT, "\\x%02X", b & 0xff));
      }
    }
    return text.toString();
  }
}
