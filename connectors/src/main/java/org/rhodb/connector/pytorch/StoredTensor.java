package org.rhodb.connector.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.connector.pytorch.PickleValue.TensorReference;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** A tensor whose shape and strides are known to stay within its storage. */
final class StoredTensor {
  private final String name;
  private final TensorReference reference;
  private final ZipEntryData data;
  private final long values;

  private StoredTensor(String name, TensorReference reference, ZipEntryData data, long values) {
    this.name = name;
    this.reference = reference;
    this.data = data;
    this.values = values;
  }

  /** Returns the tensor, or throws X402 if it leaves its storage or repeats it. */
  static StoredTensor checked(String file, String name, TensorReference tensor, ZipEntryData data) {
    int width = tensor.storage().type().bytes();
    try {
      if (Math.multiplyExact(tensor.storage().values(), (long) width) != data.bytes()) {
        throw bad(
            file,
            name,
            "its storage has "
                + data.bytes()
                + " bytes, not "
                + tensor.storage().values()
                + " values of "
                + width);
      }
      long values = 1;
      long last = tensor.offset();
      for (int axis = 0; axis < tensor.shape().size(); axis++) {
        long size = tensor.shape().get(axis);
        values = Math.multiplyExact(values, size);
        long span = Math.multiplyExact(Math.max(0, size - 1), tensor.strides().get(axis));
        last = Math.addExact(last, span);
      }
      if (values > 0 && last >= tensor.storage().values()) {
        throw bad(
            file, name, "it reaches past its storage of " + tensor.storage().values() + " values");
      }
      if (values > tensor.storage().values()) {
        throw bad(file, name, "its shape " + tensor.shape() + " repeats the values of its storage");
      }
      return new StoredTensor(name, tensor, data, values);
    } catch (ArithmeticException e) {
      throw bad(file, name, "its shape " + tensor.shape() + " overflows 64 bits").withCause(e);
    }
  }

  List<Long> shape() {
    return reference.shape();
  }

  /** Returns the bytes of its values. */
  long bytes() {
    return values * reference.storage().type().bytes();
  }

  /** Maps it where it lies contiguous, else copies it into row-major order. */
  TensorData open(MappedFile file) {
    StorageType type = reference.storage().type();
    boolean isContiguous = isContiguous();
    // What lies between the first and the last value, for views of a part of a large storage.
    long first = values == 0 ? 0 : reference.offset() * type.bytes();
    long span = values == 0 ? 0 : (isContiguous ? values : reach()) * type.bytes();
    ByteBuffer mapped = file.map(data.offset() + first, span);
    ByteBuffer bytes = isContiguous ? mapped : rowMajor(mapped, type.bytes());
    return new TensorData(name, type.type(), reference.shape(), bytes);
  }

  private boolean isContiguous() {
    long expected = 1;
    for (int axis = reference.shape().size() - 1; axis >= 0; axis--) {
      long size = reference.shape().get(axis);
      // The stride of an axis of one value is never used.
      if (size != 1 && reference.strides().get(axis) != expected) {
        return values == 0;
      }
      expected *= size;
    }
    return true;
  }

  private long reach() {
    long reach = 1;
    for (int axis = 0; axis < reference.shape().size(); axis++) {
      reach += (reference.shape().get(axis) - 1) * reference.strides().get(axis);
    }
    return reach;
  }

  private ByteBuffer rowMajor(ByteBuffer storage, int width) {
    ByteBuffer copy =
        ByteBuffer.allocateDirect(Math.toIntExact(values * width)).order(ByteOrder.LITTLE_ENDIAN);
    int axes = reference.shape().size();
    long[] index = new long[axes];
    long at = 0;
    for (long value = 0; value < values; value++) {
      int from = Math.toIntExact(at * width);
      for (int b = 0; b < width; b++) {
        copy.put(storage.get(from + b));
      }
      for (int axis = axes - 1; axis >= 0; axis--) {
        at += reference.strides().get(axis);
        if (++index[axis] < reference.shape().get(axis)) {
          break;
        }
        at -= index[axis] * reference.strides().get(axis);
        index[axis] = 0;
      }
    }
    return copy.flip();
  }

  private static QueryException bad(String file, String name, String why) {
    return QueryException.of(ErrorCode.X402, "tensor '" + name + "' of '" + file + "': " + why);
  }
}
