package org.rhodb.engine.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes a matrix row by row. What is written is an Arrow file only after {@link #close}. For one
 * thread.
 */
public final class MatrixWriter implements AutoCloseable {
  /**
   * Bytes gathered before they are written: one record batch, well below what a mapping can hold.
   */
  private static final int BATCH_BYTES = 8 << 20;

  private final WritableByteChannel channel;
  private final MatrixType type;
  private final int width;
  private final Schema schema;
  private final List<MatrixFormat.BatchBlock> blocks = new ArrayList<>();
  private final ByteBuffer body;
  private final int rowBytes;
  private long offset;
  private long rows;
  private boolean isClosed;

  /**
   * Begins a file.
   *
   * @param channel where it goes; stays open
   * @param width numbers a row, at least 1
   * @param metadata kept in the file's schema
   */
  public MatrixWriter(
      WritableByteChannel channel, MatrixType type, int width, Map<String, String> metadata)
      throws IOException {
    if (width < 1) {
      throw new IllegalArgumentException("width " + width);
    }
    this.channel = channel;
    this.type = type;
    this.width = width;
    this.schema = MatrixFormat.schema(type, width, metadata);
    this.rowBytes = Math.multiplyExact(width, type.bytes());
    int rowsOfBatch = Math.max(1, BATCH_BYTES / rowBytes);
    this.body =
        ByteBuffer.allocateDirect(Math.multiplyExact(rowsOfBatch, rowBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    write(MatrixFormat.head(schema));
  }

  /**
   * Appends rows, rounded to the matrix' type; halves to the nearest, beyond 65,504 to infinity.
   *
   * @param values row-major, from position to limit: whole rows; the position moves to the limit
   */
  public void append(FloatBuffer values) throws IOException {
    checkWhole(values.remaining(), width);
    while (values.hasRemaining()) {
      if (!body.hasRemaining()) {
        flush();
      }
      int n = Math.min(values.remaining(), body.remaining() / type.bytes());
      put(values, n);
    }
  }

  /** Appends the rows in {@code values[offset .. offset + length)}. */
  public void append(float[] values, int first, int length) throws IOException {
    append(FloatBuffer.wrap(values, first, length));
  }

  /**
   * Appends rows that are in the matrix' type already.
   *
   * @param values little-endian, row-major, from position to limit: whole rows; the position moves
   *     to the limit
   */
  public void appendBytes(ByteBuffer values) throws IOException {
    checkWhole(values.remaining(), rowBytes);
    while (values.hasRemaining()) {
      if (!body.hasRemaining()) {
        flush();
      }
      int n = Math.min(values.remaining(), body.remaining());
      ByteBuffer part = values.duplicate().limit(values.position() + n);
      body.put(part);
      values.position(values.position() + n);
    }
  }

  private static void checkWhole(int count, int row) {
    if (count % row != 0) {
      throw new IllegalArgumentException(count + " is no multiple of a row of " + row);
    }
  }

  private void put(FloatBuffer values, int n) {
    switch (type) {
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          body.putShort(HalfFloat.fromFloat(values.get()));
        }
      }
      case FLOAT32 -> {
        FloatBuffer part = values.duplicate().limit(values.position() + n);
        body.asFloatBuffer().put(part);
        body.position(body.position() + n * type.bytes());
        values.position(values.position() + n);
      }
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          body.putDouble(values.get());
        }
      }
    }
  }

  /** Returns the rows appended so far. */
  public long rows() {
    return isClosed ? rows : rows + body.position() / rowBytes;
  }

  private void flush() throws IOException {
    body.flip();
    long bytes = body.remaining();
    long batchRows = bytes / rowBytes;
    ByteBuffer message = MatrixFormat.batch(offset, batchRows, width, bytes);
    blocks.add(new MatrixFormat.BatchBlock(offset, message.remaining(), bytes, batchRows));
    write(message);
    write(body);
    write(ByteBuffer.allocate((int) (MatrixFormat.padded(bytes) - bytes)));
    rows += batchRows;
    body.clear();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      offset += channel.write(bytes);
    }
  }

  /** Writes what is left and the end of the file; the channel stays open. */
  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      if (body.position() > 0) {
        flush();
      }
      write(MatrixFormat.tail(schema, blocks));
    }
  }
}
