package org.rhodb.engine.execute;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Rows to and from lists of objects. */
public final class TestRows {
  private TestRows() {}

  /** Returns a source of rows; values are String, Long, Double, Boolean or null. */
  static RowSource source(List<List<@Nullable Object>> rows) {
    return new ListedRows<>(
        rows,
        (row, batch) -> {
          int at = batch.append();
          for (int column = 0; column < row.size(); column++) {
            Object value = row.get(column);
            if (value instanceof String s) {
              batch.setString(column, at, s);
            } else if (value instanceof Long l) {
              batch.setLong(column, at, l);
            } else if (value instanceof Double d) {
              batch.setDouble(column, at, d);
            } else if (value instanceof Boolean b) {
              batch.setBoolean(column, at, b);
            }
          }
        });
  }

  /** Runs an operator and returns its rows. */
  public static List<List<@Nullable Object>> of(Operator operator, ExecutionContext context) {
    try (RowSource rows = operator.open(context)) {
      return read(operator.columns(), rows, RowBatch.DEFAULT_CAPACITY);
    }
  }

  /** Reads rows to the end, in chunks of {@code capacity}. */
  static List<List<@Nullable Object>> read(List<Column> columns, RowSource rows, int capacity) {
    List<List<@Nullable Object>> all = new ArrayList<>();
    RowBatch batch = new RowBatch(columns, capacity);
    while (rows.next(batch)) {
      for (int row = 0; row < batch.size(); row++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
          values.add(batch.get(column, row));
        }
        all.add(values);
      }
    }
    return all;
  }
}
