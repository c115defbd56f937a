package org.rhodb.tests;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;

/** The rows of results, as lists. */
final class Rows {
  private Rows() {}

  /** Reads a result to its end and closes it. */
  static List<List<@Nullable Object>> of(QueryResult result) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (result) {
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
          row.add(result.value(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
