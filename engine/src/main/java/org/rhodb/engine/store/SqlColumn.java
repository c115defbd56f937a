package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * A column of a result.
 *
 * @param name as the query gives it
 * @param typeName DuckDB's name of the type, such as {@code DECIMAL(9,2)} or {@code INTEGER[]}
 * @param jdbcType a constant of {@link java.sql.Types}
 * @param isNullable whether NULL may occur; true where DuckDB does not say
 */
public record SqlColumn(String name, String typeName, int jdbcType, boolean isNullable) {

  public SqlColumn {
    requireNonNull(name, "name is null");
    requireNonNull(typeName, "typeName is null");
  }
}
