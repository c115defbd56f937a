package org.rhodb.engine.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a matrix from a memory-mapped Arrow file, without copying where a slice lies in one piece.
 * Slices stay valid after {@link #close}. For one thread.
 */
public final class MatrixReader implements AutoCloseable {
  private final FileChannel channel;
  private final MatrixType type;
  private final int width;
  private final long rows;
  private final int rowBytes;
  private final Map<String, String> metadata;
  private final List<MatrixFormat.BatchBlock> blocks;
  private final long[] firstRows;
  private int mappedBlock = -1;
  private @Nullable ByteBuffer mapped;

  private MatrixReader(FileChannel channel, Schema schema, List<MatrixFormat.BatchBlock> blocks)
      throws IOException {
    this.channel = channel;
    this.type = type(schema);
    this.width = width(schema);
    this.rowBytes = Math.multiplyExact(width, type.bytes());
    this.metadata = Map.copyOf(schema.getCustomMetadata());
    this.blocks = List.copyOf(blocks);
    this.firstRows = new long[blocks.size()];
    long row = 0;
    for (int i = 0; i < blocks.size(); i++) {
      MatrixFormat.BatchBlock block = blocks.get(i);
      if (block.bodyBytes() != block.rows() * rowBytes || block.bodyBytes() > Integer.MAX_VALUE) {
        throw new IOException("a batch of " + block.rows() + " rows has another size");
      }
      firstRows[i] = row;
      row += block.rows();
    }
    this.rows = row;
  }

  /**
   * Opens a file and checks its structure. Caller closes.
   *
   * @throws IOException if it cannot be read or is no Arrow file of one matrix; the message says
   *     what is wrong
   */
  public static MatrixReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      Footer footer = footer(channel);
      List<MatrixFormat.BatchBlock> blocks = new ArrayList<>();
      for (int i = 0; i < footer.recordBatchesLength(); i++) {
        blocks.add(block(channel, footer.recordBatches(i)));
      }
      return new MatrixReader(channel, Schema.convertSchema(footer.schema()), blocks);
    } catch (RuntimeException e) {
      // Arrow's format classes follow any offset they read and fail in as many ways.
      channel.close();
      throw new IOException("not an Arrow file: its structure is damaged", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Footer footer(FileChannel channel) throws IOException {
    int tail = Integer.BYTES + MatrixFormat.MAGIC.length;
    long size = channel.size();
    if (size < MatrixFormat.MAGIC_BYTES + tail) {
      throw new IOException("not an Arrow file: " + size + " bytes");
    }
    ByteBuffer end = read(channel, size - tail, tail);
    int length = end.getInt();
    byte[] magic = new byte[MatrixFormat.MAGIC.length];
    end.get(magic);
    if (!Arrays.equals(magic, MatrixFormat.MAGIC)) {
      throw new IOException("not an Arrow file: it does not end with ARROW1");
    }
    if (length <= 0 || length > size - tail - MatrixFormat.MAGIC_BYTES) {
      throw new IOException("not an Arrow file: a footer of " + length + " bytes");
    }
    return Footer.getRootAsFooter(read(channel, size - tail - length, length));
  }

  private static MatrixFormat.BatchBlock block(FileChannel channel, Block block)
      throws IOException {
    int length = block.metaDataLength();
    if (length < MatrixFormat.PREFIX_BYTES || length > channel.size() - block.offset()) {
      throw new IOException("a batch lies outside the file");
    }
    ByteBuffer bytes = read(channel, block.offset(), length);
    bytes.position(MatrixFormat.PREFIX_BYTES);
    Message message = Message.getRootAsMessage(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    if (message.headerType() != MessageHeader.RecordBatch) {
      throw new IOException("a batch without rows");
    }
    RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
    Buffer numbers = batch.buffers(batch.buffersLength() - 1);
    long start = block.offset() + length + numbers.offset();
    if (numbers.length() < 0 || start < 0 || start + numbers.length() > channel.size()) {
      throw new IOException("the numbers of a batch lie outside the file");
    }
    return new MatrixFormat.BatchBlock(
        block.offset(), Math.toIntExact(start - block.offset()), numbers.length(), batch.length());
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = MatrixFormat.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the file ends too early");
      }
    }
    return bytes.flip();
  }

  private static Field list(Schema schema) throws IOException {
    if (schema.getFields().size() != 1
        || !(schema.getFields().get(0).getType() instanceof ArrowType.FixedSizeList)) {
      throw new IOException("an Arrow file of another content: " + schema.getFields());
    }
    return schema.getFields().get(0);
  }

  private static int width(Schema schema) throws IOException {
    return ((ArrowType.FixedSizeList) list(schema).getType()).getListSize();
  }

  private static MatrixType type(Schema schema) throws IOException {
    ArrowType item = list(schema).getChildren().get(0).getType();
    if (!(item instanceof ArrowType.FloatingPoint number)) {
      throw new IOException("an Arrow file of another content: " + schema.getFields());
    }
    return switch (number.getPrecision()) {
      case HALF -> MatrixType.FLOAT16;
      case SINGLE -> MatrixType.FLOAT32;
      case DOUBLE -> MatrixType.FLOAT64;
    };
  }

  /** Returns the number format. */
  public MatrixType type() {
    return type;
  }

  /** Returns the numbers a row. */
  public int width() {
    return width;
  }

  /** Returns the rows. */
  public long rows() {
    return rows;
  }

  /** Returns what was written with it. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Maps rows as they lie in the file, at most {@code count} of them: as many as lie in one piece,
   * at least one.
   *
   * @return little-endian, read only, direct, begins at a multiple of 64 bytes where {@code first}
   *     begins a batch; shape [remaining / (width * bytes of a number)][width]
   */
  public ByteBuffer slice(long first, long count) throws IOException {
    if (first < 0 || count < 1 || first > rows - count) {
      throw new IllegalArgumentException(first + " + " + count + " of " + rows + " rows");
    }
    int found = Arrays.binarySearch(firstRows, first);
    int index = found >= 0 ? found : -found - 2;
    ByteBuffer body = map(index);
    long row = first - firstRows[index];
    int taken = (int) Math.min(count, blocks.get(index).rows() - row);
    return body.slice((int) row * rowBytes, taken * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer map(int index) throws IOException {
    ByteBuffer body = mapped;
    if (body == null || mappedBlock != index) {
      MatrixFormat.BatchBlock block = blocks.get(index);
      body = channel.map(FileChannel.MapMode.READ_ONLY, block.bodyOffset(), block.bodyBytes());
      mapped = body;
      mappedBlock = index;
    }
    return body;
  }

  /**
   * Reads rows as singles.
   *
   * @param target receives {@code count * width} numbers from {@code offset} on, row-major; doubles
   *     are rounded to the nearest single
   */
  public void read(long first, int count, float[] target, int offset) throws IOException {
    int done = 0;
    while (done < count) {
      ByteBuffer part = slice(first + done, count - done);
      int numbers = part.remaining() / type.bytes();
      int at = offset + done * width;
      switch (type) {
        case FLOAT16 -> HalfFloat.toFloats(part, target, at, numbers);
        case FLOAT32 -> {
          FloatBuffer floats = part.asFloatBuffer();
          floats.get(target, at, numbers);
        }
        case FLOAT64 -> {
          for (int i = 0; i < numbers; i++) {
            target[at + i] = (float) part.getDouble(8 * i);
          }
        }
      }
      done += numbers / width;
    }
  }

  @Override
  public void close() throws IOException {
    mapped = null;
    channel.close();
  }
}
