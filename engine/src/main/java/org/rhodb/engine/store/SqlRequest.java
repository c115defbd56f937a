package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement to run.
 *
 * @param sql a single statement in DuckDB's dialect
 * @param parameters values of its placeholders, in order; null is SQL NULL
 * @param positions leads errors back to the user's text
 * @param limit how long the statement it is part of may run
 */
public record SqlRequest(
    String sql, List<? extends @Nullable Object> parameters, SourceMap positions, TimeLimit limit) {

  public SqlRequest {
    requireNonNull(sql, "sql is null");
    // A parameter may be NULL, which List.copyOf refuses.
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    requireNonNull(positions, "positions is null");
    requireNonNull(limit, "limit is null");
  }

  /** Returns a statement without parameters or time limit, whose text is the user's. */
  public static SqlRequest of(String sql) {
    return new SqlRequest(sql, List.of(), SourceMap.identity(sql), TimeLimit.NONE);
  }
}
