package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One named tensor of a checkpoint, as its bytes lie in the file. Valid while its source is open.
 */
public final class TensorData {
  private final String name;
  private final Type type;
  private final List<Long> shape;
  private final ByteBuffer bytes;

  /**
   * Creates a tensor.
   *
   * @param shape sizes of the axes, outermost first; empty for a scalar
   * @param bytes little-endian values in row-major order, from position 0 to limit
   */
  public TensorData(String name, Type type, List<Long> shape, ByteBuffer bytes) {
    this.name = requireNonNull(name, "name is null");
    this.type = requireNonNull(type, "type is null");
    this.shape = List.copyOf(shape);
    this.bytes =
        bytes
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asReadOnlyBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Number formats of weights that are read. */
  public enum Type {
    /** IEEE double. */
    FLOAT64(8),
    /** IEEE single. */
    FLOAT32(4),
    /** IEEE half. */
    FLOAT16(2),
    /** The upper half of an IEEE single. */
    BFLOAT16(2),
    /** Anything that is not a weight: integers and booleans of buffers that are skipped. */
    OTHER(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Returns the bytes of one value; 1 for {@link #OTHER}. */
    public int bytes() {
      return bytes;
    }
  }

  /** Returns the tensor's name in its file. */
  public String name() {
    return name;
  }

  /** Returns the number format. */
  public Type type() {
    return type;
  }

  /** Returns the sizes of the axes, outermost first. */
  public List<Long> shape() {
    return shape;
  }

  /** Returns the bytes, little-endian, read only; direct where the file is memory-mapped. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
