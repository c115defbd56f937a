package org.rhodb.engine;

import static java.util.Objects.requireNonNull;

/**
 * A column of a result.
 *
 * @param name as it stands in the query
 * @param typeName the store's SQL type, such as {@code DOUBLE} or {@code VARCHAR[]}
 * @param description what it holds; empty where nothing is known
 */
public record ResultColumn(String name, String typeName, String description) {

  public ResultColumn {
    requireNonNull(name, "name is null");
    requireNonNull(typeName, "typeName is null");
    requireNonNull(description, "description is null");
  }
}
