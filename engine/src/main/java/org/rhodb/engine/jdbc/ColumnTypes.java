package org.rhodb.engine.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What JDBC says of the SQL types, by name: code, class, digits; the same wherever it is asked. */
record ColumnTypes(int code, Class<?> javaClass, int precision, int scale, boolean isSigned) {
  /** Characters shown of a text whose length nobody states. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private static final ColumnTypes OTHER = new ColumnTypes(Types.OTHER, Object.class, 0, 0, false);
  private static final ColumnTypes TEXT =
      new ColumnTypes(Types.VARCHAR, String.class, UNKNOWN, 0, false);

  private static final Map<String, ColumnTypes> BY_NAME =
      Map.ofEntries(
          Map.entry("BOOLEAN", new ColumnTypes(Types.BOOLEAN, Boolean.class, 1, 0, false)),
          Map.entry("TINYINT", number(Types.TINYINT, Byte.class, 3)),
          Map.entry("SMALLINT", number(Types.SMALLINT, Short.class, 5)),
          Map.entry("INTEGER", number(Types.INTEGER, Integer.class, 10)),
          Map.entry("BIGINT", number(Types.BIGINT, Long.class, 19)),
          Map.entry("HUGEINT", number(Types.NUMERIC, BigInteger.class, 39)),
          Map.entry("UTINYINT", number(Types.SMALLINT, Short.class, 3)),
          Map.entry("USMALLINT", number(Types.INTEGER, Integer.class, 5)),
          Map.entry("UINTEGER", number(Types.BIGINT, Long.class, 10)),
          Map.entry("UBIGINT", number(Types.NUMERIC, BigInteger.class, 20)),
          Map.entry("UHUGEINT", number(Types.NUMERIC, BigInteger.class, 39)),
          Map.entry("FLOAT", number(Types.REAL, Float.class, 7)),
          Map.entry("DOUBLE", number(Types.DOUBLE, Double.class, 15)),
          Map.entry("VARCHAR", TEXT),
          Map.entry("JSON", TEXT),
          Map.entry("BIT", TEXT),
          Map.entry("INTERVAL", TEXT),
          Map.entry("BLOB", new ColumnTypes(Types.VARBINARY, byte[].class, UNKNOWN, 0, false)),
          Map.entry("DATE", new ColumnTypes(Types.DATE, Date.class, 10, 0, false)),
          Map.entry("TIME", new ColumnTypes(Types.TIME, Time.class, 15, 6, false)),
          Map.entry("TIME_NS", new ColumnTypes(Types.TIME, Time.class, 18, 9, false)),
          Map.entry(
              "TIME WITH TIME ZONE",
              new ColumnTypes(Types.TIME_WITH_TIMEZONE, OffsetTime.class, 21, 6, false)),
          Map.entry("TIMESTAMP", timestamp(6)),
          Map.entry("TIMESTAMP_S", timestamp(0)),
          Map.entry("TIMESTAMP_MS", timestamp(3)),
          Map.entry("TIMESTAMP_NS", timestamp(9)),
          Map.entry(
              "TIMESTAMP WITH TIME ZONE",
              new ColumnTypes(Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime.class, 32, 6, false)),
          Map.entry("UUID", new ColumnTypes(Types.OTHER, UUID.class, 36, 0, false)));

  private static ColumnTypes number(int code, Class<?> javaClass, int digits) {
    return new ColumnTypes(code, javaClass, digits, 0, true);
  }

  private static ColumnTypes timestamp(int digits) {
    return new ColumnTypes(Types.TIMESTAMP, Timestamp.class, 20 + digits, digits, false);
  }

  /** Returns the name of a type as results have it: the values of an ENUM are left out. */
  static String shortName(String typeName) {
    return typeName.startsWith("ENUM(") && typeName.endsWith(")") ? "ENUM" : typeName;
  }

  /** Returns what is known of a type; {@link Types#OTHER} for what JDBC has no word for. */
  static ColumnTypes of(String typeName) {
    String name = typeName.strip().toUpperCase(Locale.ROOT);
    if (name.endsWith("]") || name.equals("LIST") || name.equals("ARRAY")) {
      return new ColumnTypes(Types.ARRAY, Array.class, 0, 0, false);
    }
    if (name.startsWith("STRUCT") || name.startsWith("MAP")) {
      return new ColumnTypes(Types.OTHER, Map.class, 0, 0, false);
    }
    if (name.startsWith("ENUM")) {
      return TEXT;
    }
    if (name.startsWith("DECIMAL")) {
      return decimal(name);
    }
    return BY_NAME.getOrDefault(name, OTHER);
  }

  /** Reads {@code DECIMAL(18,3)}. */
  private static ColumnTypes decimal(String name) {
    String[] digits = name.replaceAll("[^0-9,]", "").split(",");
    boolean isStated = digits.length == 2 && !digits[0].isEmpty();
    int precision = isStated ? Integer.parseInt(digits[0]) : 18;
    int scale = isStated ? Integer.parseInt(digits[1]) : 3;
    return new ColumnTypes(Types.DECIMAL, BigDecimal.class, precision, scale, true);
  }

  /** Returns whether fractions of its seconds are digits that count. */
  boolean isTime() {
    return switch (code) {
      case Types.TIME, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
          true;
      default -> false;
    };
  }

  /** Returns the characters a value takes at most when it is shown. */
  int displaySize() {
    return switch (code) {
      case Types.BOOLEAN -> 5;
      case Types.REAL -> 15;
      case Types.DOUBLE -> 24;
      case Types.DECIMAL -> precision + 2;
      default -> isSigned ? precision + 1 : precision == 0 ? UNKNOWN : precision;
    };
  }
}
