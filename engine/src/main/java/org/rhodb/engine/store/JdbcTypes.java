package org.rhodb.engine.store;

import java.sql.Types;
import java.util.Locale;
import java.util.Map;

/** The constants of {@link Types} for DuckDB's types, by name. */
final class JdbcTypes {
  private static final Map<String, Integer> BY_NAME =
      Map.ofEntries(
          Map.entry("BOOLEAN", Types.BOOLEAN),
          Map.entry("TINYINT", Types.TINYINT),
          Map.entry("SMALLINT", Types.SMALLINT),
          Map.entry("INTEGER", Types.INTEGER),
          Map.entry("BIGINT", Types.BIGINT),
          Map.entry("UTINYINT", Types.SMALLINT),
          Map.entry("USMALLINT", Types.INTEGER),
          Map.entry("UINTEGER", Types.BIGINT),
          Map.entry("UBIGINT", Types.NUMERIC),
          Map.entry("HUGEINT", Types.NUMERIC),
          Map.entry("UHUGEINT", Types.NUMERIC),
          Map.entry("FLOAT", Types.REAL),
          Map.entry("DOUBLE", Types.DOUBLE),
          Map.entry("VARCHAR", Types.VARCHAR),
          Map.entry("JSON", Types.VARCHAR),
          Map.entry("ENUM", Types.VARCHAR),
          Map.entry("BIT", Types.VARCHAR),
          Map.entry("INTERVAL", Types.VARCHAR),
          Map.entry("BIGNUM", Types.VARCHAR),
          Map.entry("BLOB", Types.BLOB),
          Map.entry("DATE", Types.DATE),
          Map.entry("TIME", Types.TIME),
          Map.entry("TIME_NS", Types.TIME),
          Map.entry("TIME WITH TIME ZONE", Types.TIME_WITH_TIMEZONE),
          Map.entry("TIMESTAMP", Types.TIMESTAMP),
          Map.entry("TIMESTAMP_S", Types.TIMESTAMP),
          Map.entry("TIMESTAMP_MS", Types.TIMESTAMP),
          Map.entry("TIMESTAMP_NS", Types.TIMESTAMP),
          Map.entry("TIMESTAMP WITH TIME ZONE", Types.TIMESTAMP_WITH_TIMEZONE),
          Map.entry("NULL", Types.NULL));

  private JdbcTypes() {}

  /** Returns the constant; OTHER for what JDBC has no word for, such as UUID, MAP and UNION. */
  static int of(String typeName) {
    String name = typeName.toUpperCase(Locale.ROOT);
    if (name.endsWith("]")) {
      return Types.ARRAY;
    }
    if (name.startsWith("STRUCT(")) {
      return Types.STRUCT;
    }
    if (name.startsWith("DECIMAL(")) {
      return Types.DECIMAL;
    }
    return BY_NAME.getOrDefault(name.startsWith("ENUM") ? "ENUM" : name, Types.OTHER);
  }
}
