package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a statement is, without running it.
 *
 * @param kind what it gives back
 * @param columns columns of its rows; empty unless it returns rows, or where DuckDB only knows them
 *     once it runs
 * @param parameterCount number of placeholders
 */
public record SqlDescription(Kind kind, List<SqlColumn> columns, int parameterCount) {

  public SqlDescription {
    requireNonNull(kind, "kind is null");
    columns = List.copyOf(columns);
  }

  /** What a statement gives back. */
  public enum Kind {
    /** Rows: SELECT, SHOW, EXPLAIN, INSERT with RETURNING. */
    ROWS,
    /** The number of rows changed: INSERT, UPDATE, DELETE, COPY, CREATE TABLE AS. */
    CHANGES,
    /** Nothing: CREATE, DROP, SET, BEGIN. */
    NOTHING
  }
}
