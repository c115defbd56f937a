package org.rhodb.engine.row;

import static java.util.Objects.requireNonNull;

/**
 * A column of an operator's relation.
 *
 * @param name lower case
 * @param type its type
 * @param description what it holds, with unit and definition; shown by DESCRIBE, help and JDBC
 *     remarks
 */
public record Column(String name, ColumnType type, String description) {

  public Column {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(description, "description is null");
  }
}
