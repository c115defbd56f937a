package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a statement is, without running it.
 *
 * @param kind what it gives back
 * @param columns columns of its rows; empty unless it returns rows, or where DuckDB only knows them
 *     once it runs
 * @param parameters DuckDB's types of the placeholders, in order; UNKNOWN where any will do
 */
public record SqlDescription(Kind kind, List<SqlColumn> columns, List<String> parameters) {

  public SqlDescription {
    requireNonNull(kind, "kind is null");
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
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
