package org.rhodb.engine.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A type as the store writes it, taken apart: {@code STRUCT(a INTEGER, b VARCHAR[])} is a STRUCT of
 * two named parts.
 *
 * @param base in upper case, without parentheses; LIST for {@code T[]}, ARRAY for {@code T[n]}
 * @param numbers precision and scale of a DECIMAL, length of an ARRAY; else none
 * @param names of the parts of a STRUCT; else none
 * @param parts element types of LIST, ARRAY, STRUCT; key and value of a MAP
 */
record SqlTypeName(
    String base, List<Integer> numbers, List<String> names, List<SqlTypeName> parts) {
  private static final Set<String> PLAIN =
      Set.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL",
          "VARCHAR",
          "JSON",
          "BLOB",
          "BIT",
          "BIGNUM",
          "UUID",
          "DATE",
          "TIME",
          "TIME_NS",
          "TIME WITH TIME ZONE",
          "TIMESTAMP",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          "TIMESTAMP WITH TIME ZONE",
          "INTERVAL",
          "NULL");

  SqlTypeName {
    numbers = List.copyOf(numbers);
    names = List.copyOf(names);
    parts = List.copyOf(parts);
  }

  /** Reads a type; what is not known is plain, by its own name. */
  static SqlTypeName of(String text) {
    String type = text.strip();
    if (type.endsWith("]")) {
      int open = type.lastIndexOf('[');
      String length = type.substring(open + 1, type.length() - 1).strip();
      List<SqlTypeName> element = List.of(of(type.substring(0, open)));
      return length.isEmpty()
          ? new SqlTypeName("LIST", List.of(), List.of(), element)
          : new SqlTypeName("ARRAY", List.of(Integer.valueOf(length)), List.of(), element);
    }
    int open = type.indexOf('(');
    String base = (open < 0 ? type : type.substring(0, open)).strip().toUpperCase(Locale.ROOT);
    String inside = open < 0 ? "" : type.substring(open + 1, type.length() - 1);
    return switch (base) {
      case "DECIMAL" -> new SqlTypeName(base, numbers(inside), List.of(), List.of());
      case "MAP" ->
          new SqlTypeName(
              base, List.of(), List.of(), split(inside).stream().map(SqlTypeName::of).toList());
      case "STRUCT" -> struct(inside);
      default -> new SqlTypeName(base, List.of(), List.of(), List.of());
    };
  }

  private static List<Integer> numbers(String inside) {
    return inside.isEmpty()
        ? List.of(18, 3)
        : split(inside).stream().map(String::strip).map(Integer::valueOf).toList();
  }

  private static SqlTypeName struct(String inside) {
    List<String> names = new ArrayList<>();
    List<SqlTypeName> parts = new ArrayList<>();
    for (String entry : split(inside)) {
      String part = entry.strip();
      int space = part.indexOf(' ');
      // A name may hold spaces: it ends where the rest is a type.
      while (space >= 0 && part.indexOf(' ', space + 1) >= 0 && !isType(part.substring(space))) {
        space = part.indexOf(' ', space + 1);
      }
      names.add(space < 0 ? part : part.substring(0, space));
      parts.add(of(space < 0 ? "VARCHAR" : part.substring(space)));
    }
    return new SqlTypeName("STRUCT", List.of(), names, parts);
  }

  private static boolean isType(String text) {
    String type = text.strip().toUpperCase(Locale.ROOT);
    int bracket = type.indexOf('[');
    int parenthesis = type.indexOf('(');
    int end =
        Math.min(
            bracket < 0 ? type.length() : bracket, parenthesis < 0 ? type.length() : parenthesis);
    String base = type.substring(0, end);
    return PLAIN.contains(base)
        || (parenthesis >= 0 && Set.of("STRUCT", "MAP", "ENUM", "UNION").contains(base));
  }

  /** Splits at the commas that are in no parentheses and no quotes. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      isQuoted ^= c == '\'';
      depth += isQuoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0 && !isQuoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
