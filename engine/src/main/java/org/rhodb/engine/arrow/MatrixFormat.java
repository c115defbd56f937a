package org.rhodb.engine.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The pieces of an Arrow IPC file that holds one matrix.
 *
 * <p>Source: Arrow columnar format 1.5, sections "Encapsulated message format" and "IPC File
 * Format".
 */
final class MatrixFormat {
  static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

  /** Bodies begin at multiples of this. */
  static final int ALIGNMENT = 64;

  /** Continuation marker and length in front of every message. */
  static final int PREFIX_BYTES = 8;

  /** Magic and padding a file begins with. */
  static final int MAGIC_BYTES = 8;

  private static final int CONTINUATION = -1;
  private static final String COLUMN = "values";

  private MatrixFormat() {}

  /**
   * Where a record batch lies.
   *
   * @param offset of its message in the file
   * @param metadataBytes bytes of the message with prefix and padding
   * @param bodyBytes bytes of the body behind it, without padding
   * @param rows rows in it
   */
  record BatchBlock(long offset, int metadataBytes, long bodyBytes, long rows) {
    long bodyOffset() {
      return offset + metadataBytes;
    }
  }

  static Schema schema(MatrixType type, int width, Map<String, String> metadata) {
    ArrowType number =
        new ArrowType.FloatingPoint(
            switch (type) {
              case FLOAT16 -> FloatingPointPrecision.HALF;
              case FLOAT32 -> FloatingPointPrecision.SINGLE;
              case FLOAT64 -> FloatingPointPrecision.DOUBLE;
            });
    Field item = new Field("item", FieldType.notNullable(number), null);
    Field list =
        new Field(COLUMN, FieldType.notNullable(new ArrowType.FixedSizeList(width)), List.of(item));
    return new Schema(List.of(list), metadata);
  }

  /** Returns magic, padding and the schema message: what a file begins with. */
  static ByteBuffer head(Schema schema) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int header = schema.getSchema(builder);
    ByteBuffer message = message(builder, MessageHeader.Schema, header, MAGIC_BYTES, 0);
    ByteBuffer head = allocate(MAGIC_BYTES + message.remaining());
    head.put(MAGIC).position(MAGIC_BYTES);
    return head.put(message).flip();
  }

  /** Returns the message in front of a batch's body. */
  static ByteBuffer batch(long offset, long rows, int width, long bodyBytes) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    RecordBatch.startNodesVector(builder, 2);
    FieldNode.createFieldNode(builder, rows * width, 0);
    FieldNode.createFieldNode(builder, rows, 0);
    int nodes = builder.endVector();
    // In reverse: the numbers, then the empty validity of numbers and of lists.
    RecordBatch.startBuffersVector(builder, 3);
    Buffer.createBuffer(builder, 0, bodyBytes);
    Buffer.createBuffer(builder, 0, 0);
    Buffer.createBuffer(builder, 0, 0);
    int buffers = builder.endVector();
    RecordBatch.startRecordBatch(builder);
    RecordBatch.addLength(builder, rows);
    RecordBatch.addNodes(builder, nodes);
    RecordBatch.addBuffers(builder, buffers);
    int header = RecordBatch.endRecordBatch(builder);
    return message(builder, MessageHeader.RecordBatch, header, offset, padded(bodyBytes));
  }

  private static ByteBuffer message(
      FlatBufferBuilder builder, byte type, int header, long offset, long bodyBytes) {
    Message.startMessage(builder);
    Message.addVersion(builder, MetadataVersion.V5);
    Message.addHeaderType(builder, type);
    Message.addHeader(builder, header);
    Message.addBodyLength(builder, bodyBytes);
    builder.finish(Message.endMessage(builder));
    ByteBuffer metadata = builder.dataBuffer();
    int length = (int) (padded(offset + PREFIX_BYTES + metadata.remaining()) - offset);
    ByteBuffer message = allocate(length);
    message.putInt(CONTINUATION).putInt(length - PREFIX_BYTES).put(metadata);
    return message.rewind();
  }

  /** Returns the end-of-stream marker, the footer, its length and magic: what a file ends with. */
  static ByteBuffer tail(Schema schema, List<BatchBlock> blocks) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int schemaOffset = schema.getSchema(builder);
    Footer.startDictionariesVector(builder, 0);
    int dictionaries = builder.endVector();
    Footer.startRecordBatchesVector(builder, blocks.size());
    for (int i = blocks.size() - 1; i >= 0; i--) {
      BatchBlock block = blocks.get(i);
      Block.createBlock(builder, block.offset(), block.metadataBytes(), padded(block.bodyBytes()));
    }
    int batches = builder.endVector();
    Footer.startFooter(builder);
    Footer.addSchema(builder, schemaOffset);
    Footer.addVersion(builder, MetadataVersion.V5);
    Footer.addDictionaries(builder, dictionaries);
    Footer.addRecordBatches(builder, batches);
    builder.finish(Footer.endFooter(builder));
    ByteBuffer footer = builder.dataBuffer();
    int length = footer.remaining();
    ByteBuffer tail = allocate(PREFIX_BYTES + length + Integer.BYTES + MAGIC.length);
    tail.putInt(CONTINUATION).putInt(0).put(footer).putInt(length).put(MAGIC);
    return tail.flip();
  }

  /** Returns the next multiple of the alignment. */
  static long padded(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
