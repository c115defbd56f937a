package org.rhodb.engine.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.row.ValueText;

/**
 * Function from values of a result to the type a client asks for; never rounds silently out of
 * range: a whole number that does not fit is an error.
 */
final class Values {
  /** A text such as 1e999999999 is a short number whose digits would fill the heap. */
  private static final int MOST_DIGITS = 1_000;

  private Values() {}

  /** Returns the text of a value, as DuckDB writes it; bytes are taken for UTF-8. */
  static String toText(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : ValueText.of(value);
  }

  /** Returns a whole number within limits; fractions are cut off, as JDBC's getters do. */
  static long toLong(Object value, long least, long greatest, String type) throws SQLException {
    long whole;
    if (value instanceof Integer || value instanceof Long) {
      whole = ((Number) value).longValue();
    } else {
      BigInteger integer = toInteger(value, type);
      if (integer.bitLength() >= Long.SIZE) {
        throw outOfRange(value, type);
      }
      whole = integer.longValue();
    }
    if (whole < least || whole > greatest) {
      throw outOfRange(value, type);
    }
    return whole;
  }

  /** Returns a whole number of any size; fractions are cut off. */
  static BigInteger toInteger(Object value, String type) throws SQLException {
    BigDecimal decimal = toDecimal(value, type);
    long digits = (long) decimal.precision() - decimal.scale();
    if (digits > MOST_DIGITS) {
      throw outOfRange(value, type);
    }
    return digits <= 0 ? BigInteger.ZERO : decimal.toBigInteger();
  }

  private static SQLException outOfRange(Object value, String type) {
    return JdbcErrors.of(
        ErrorCode.A208, SqlState.OUT_OF_RANGE, value + " is out of range for " + type);
  }

  /** Returns a number of any size. */
  static BigDecimal toDecimal(Object value, String type) throws SQLException {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof BigInteger whole) {
      return new BigDecimal(whole);
    }
    if (value instanceof Boolean flag) {
      return flag ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    try {
      if (value instanceof Double || value instanceof Float || value instanceof String) {
        return new BigDecimal(value.toString().strip());
      }
    } catch (NumberFormatException e) {
      throw JdbcErrors.badConversion(value, type);
    }
    if (value instanceof Number number) {
      return BigDecimal.valueOf(number.longValue());
    }
    throw JdbcErrors.badConversion(value, type);
  }

  /** Returns a double; whole numbers beyond 2^53 lose digits. */
  static double toDouble(Object value) throws SQLException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        throw JdbcErrors.badConversion(value, "double");
      }
    }
    return toDecimal(value, "double").doubleValue();
  }

  /** Returns true for true, numbers but 0, and the texts true, t, yes and 1. */
  static boolean toBoolean(Object value) throws SQLException {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "1" -> true;
      case "false", "f", "no", "0" -> false;
      default -> throw JdbcErrors.badConversion(value, "boolean");
    };
  }
}
