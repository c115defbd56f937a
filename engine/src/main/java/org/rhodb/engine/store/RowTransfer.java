package org.rhodb.engine.store;

import org.duckdb.DuckDBWritableVector;
import org.rhodb.engine.row.RowBatch;

/** Copies columns of a batch into DuckDB's vectors. */
final class RowTransfer {
  private RowTransfer() {}

  /** Copies rows {@code [first, first + rows)} of a column to the start of a vector. */
  static void copy(RowBatch batch, int column, int first, int rows, DuckDBWritableVector vector) {
    switch (batch.columns().get(column).type()) {
      case VARCHAR -> strings(batch, column, first, rows, vector);
      case BOOLEAN -> {
        for (int row = 0; row < rows; row++) {
          if (batch.isNull(column, first + row)) {
            vector.setNull(row);
          } else {
            vector.setBoolean(row, batch.getBoolean(column, first + row));
          }
        }
      }
      case INTEGER -> {
        for (int row = 0; row < rows; row++) {
          if (batch.isNull(column, first + row)) {
            vector.setNull(row);
          } else {
            vector.setInt(row, Math.toIntExact(batch.getLong(column, first + row)));
          }
        }
      }
      case BIGINT -> {
        for (int row = 0; row < rows; row++) {
          if (batch.isNull(column, first + row)) {
            vector.setNull(row);
          } else {
            vector.setLong(row, batch.getLong(column, first + row));
          }
        }
      }
      case DOUBLE -> {
        for (int row = 0; row < rows; row++) {
          if (batch.isNull(column, first + row)) {
            vector.setNull(row);
          } else {
            vector.setDouble(row, batch.getDouble(column, first + row));
          }
        }
      }
    }
  }

  private static void strings(
      RowBatch batch, int column, int first, int rows, DuckDBWritableVector vector) {
    for (int row = 0; row < rows; row++) {
      if (batch.isNull(column, first + row)) {
        vector.setNull(row);
      } else {
        vector.setString(row, batch.getString(column, first + row));
      }
    }
  }
}
