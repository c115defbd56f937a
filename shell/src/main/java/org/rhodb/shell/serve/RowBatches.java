package org.rhodb.shell.serve;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.rhodb.engine.QueryResult;

/** One batch, filled with the next rows of a result again and again. Whoever made it closes it. */
final class RowBatches implements AutoCloseable {
  /** Rows of a batch at most: 64 KiB of a column of doubles. */
  private static final int MOST_ROWS = 8192;

  /** Cells of a batch at most, so that wide rows make no giants: 64 columns of that many rows. */
  private static final int MOST_CELLS = 64 * MOST_ROWS;

  /** Bytes of texts and lists in a batch, above which no further row is added. */
  private static final int MOST_BYTES = 1 << 20;

  private final VectorSchemaRoot root;
  private final FieldVector[] columns;
  private final ColumnWriter[] writers;
  private final int mostRows;

  RowBatches(Schema schema, BufferAllocator allocator) {
    root = VectorSchemaRoot.create(schema, allocator);
    columns = root.getFieldVectors().toArray(FieldVector[]::new);
    writers = root.getFieldVectors().stream().map(ColumnWriter::of).toArray(ColumnWriter[]::new);
    mostRows = Math.max(1, Math.min(MOST_ROWS, MOST_CELLS / Math.max(1, columns.length)));
    for (FieldVector column : columns) {
      column.setInitialCapacity(mostRows);
      column.allocateNew();
    }
  }

  /** Returns the batch. */
  VectorSchemaRoot root() {
    return root;
  }

  /** Replaces the batch's rows by the next ones; returns how many, 0 at the end. */
  int fill(QueryResult rows) {
    for (FieldVector column : columns) {
      column.reset();
    }
    int row = 0;
    long bytes = 0;
    while (row < mostRows && bytes < MOST_BYTES && rows.next()) {
      for (int i = 0; i < writers.length; i++) {
        Object value = rows.value(i);
        if (value == null) {
          columns[i].setNull(row);
        } else {
          bytes += writers[i].write(row, value);
        }
      }
      row++;
    }
    root.setRowCount(row);
    return row;
  }

  @Override
  public void close() {
    root.close();
  }
}
