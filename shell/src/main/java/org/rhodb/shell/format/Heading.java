package org.rhodb.shell.format;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Set;

/**
 * A column's name and type, as printed above its values.
 *
 * @param name as the query names it
 * @param typeName SQL name of its type, such as {@code DECIMAL(18,3)}
 */
public record Heading(String name, String typeName) {
  private static final Set<String> NUMBERS =
      Set.of(
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
          "REAL");

  public Heading {
    requireNonNull(name, "name is null");
    requireNonNull(typeName, "typeName is null");
  }

  /** Returns whether values are numbers: right-aligned for people, unquoted in JSON. */
  public boolean isNumber() {
    int parenthesis = typeName.indexOf('(');
    String base = parenthesis < 0 ? typeName : typeName.substring(0, parenthesis);
    return NUMBERS.contains(base.strip().toUpperCase(Locale.ROOT));
  }
}
