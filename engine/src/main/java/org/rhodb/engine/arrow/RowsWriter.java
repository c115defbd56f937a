package org.rhodb.engine.arrow;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of any types to an Arrow IPC file, in batches. What is written is an Arrow file only
 * after {@link #finish}. For one thread; owns native memory until {@link #close}.
 */
public final class RowsWriter implements AutoCloseable {
  private static final int ROWS_OF_BATCH = 16_384;

  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;
  private final ArrowFileWriter writer;
  private int row;

  /**
   * A column of the rows.
   *
   * @param typeName the store's SQL type, such as {@code DECIMAL(18,3)[]}
   */
  public record NamedType(String name, String typeName) {}

  /**
   * Begins a file. Caller closes.
   *
   * @param channel where it goes; stays open
   */
  public RowsWriter(WritableByteChannel channel, List<NamedType> columns) throws IOException {
    List<Field> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(RowField.of(column.name(), column.typeName())));
    this.root = VectorSchemaRoot.create(new Schema(fields), allocator);
    this.writer = new ArrowFileWriter(root, null, channel);
    writer.start();
  }

  /**
   * Appends a row.
   *
   * @param values gives the value of a column, 0-based, as the store's cursors give it
   * @throws org.rhodb.engine.error.QueryException A208 for a number that Arrow has no room for
   */
  public void append(IntFunction<? extends @Nullable Object> values) throws IOException {
    for (int i = 0; i < root.getFieldVectors().size(); i++) {
      RowCell.set(root.getFieldVectors().get(i), row, values.apply(i));
    }
    row++;
    if (row == ROWS_OF_BATCH) {
      flush();
    }
  }

  /** Writes what is left and the end of the file. */
  public void finish() throws IOException {
    if (row > 0) {
      flush();
    }
    writer.end();
  }

  private void flush() throws IOException {
    root.setRowCount(row);
    writer.writeBatch();
    root.getFieldVectors().forEach(vector -> vector.reset());
    row = 0;
  }

  @Override
  public void close() {
    root.close();
    allocator.close();
  }
}
