package org.rhodb.engine.store;

import org.duckdb.DuckDBWritableVector;
import org.rhodb.engine.row.EncodedTexts;
import org.rhodb.engine.row.RowBatch;

/**
 * Copies columns of a batch into DuckDB's vectors. Texts go over in one native call a column; those
 * that come again, such as a model's name in every row, are encoded once.
 */
final class RowTransfer {
  private final EncodedTexts encoded = new EncodedTexts();

  /** Copies rows {@code [first, first + rows)} of a column to the start of a vector. */
  void copy(RowBatch batch, int column, int first, int rows, DuckDBWritableVector vector) {
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

  private void strings(
      RowBatch batch, int column, int first, int rows, DuckDBWritableVector vector) {
    byte[][] values = new byte[rows][];
    for (int row = 0; row < rows; row++) {
      if (!batch.isNull(column, first + row)) {
        values[row] = encoded.of(batch.getString(column, first + row));
      }
    }
    vector.setStringUtf8Batch(0, values);
  }
}
