package org.rhodb.shell.serve;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.rhodb.engine.QueryResult;

/** One batch, filled with the next rows of a result again and again. Whoever made it closes it. */
final class RowBatches implements AutoCloseable {
  /** Rows of a batch at most: 64 KiB of a column of doubles. */
  static final int MOST_ROWS = 8192;

  /** Bytes of texts and lists in a batch, above which no further row is added. */
  private static final int MOST_BYTES = 1 << 20;

  private final VectorSchemaRoot root;
  private final ColumnWriter[] writers;

  RowBatches(Schema schema, BufferAllocator allocator) {
    root = VectorSchemaRoot.create(schema, allocator);
    writers = root.getFieldVectors().stream().map(ColumnWriter::of).toArray(ColumnWriter[]::new);
  }

  /** Returns the batch. */
  VectorSchemaRoot root() {
    return root;
  }

  /** Replaces the batch's rows by the next ones; returns how many, 0 at the end. */
  int fill(QueryResult rows) {
    root.getFieldVectors().forEach(ValueVector::reset);
    int row = 0;
    long bytes = 0;
    while (row < MOST_ROWS && bytes < MOST_BYTES && rows.next()) {
      for (int i = 0; i < writers.length; i++) {
        Object value = rows.value(i);
        if (value == null) {
          setNull(root.getVector(i), row);
        } else {
          bytes += writers[i].write(row, value);
        }
      }
      row++;
    }
    root.setRowCount(row);
    return row;
  }

  private static void setNull(FieldVector column, int row) {
    while (row >= column.getValueCapacity()) {
      column.reAlloc();
    }
    column.setNull(row);
  }

  @Override
  public void close() {
    root.close();
  }
}
