package org.rhodb.connector.ids;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Number formats of ids, little-endian. */
enum IdType {
  UINT8("|u1", 1) {
    @Override
    long read(ByteBuffer from) {
      return Byte.toUnsignedLong(from.get());
    }
  },
  UINT16("<u2", 2) {
    @Override
    long read(ByteBuffer from) {
      return Short.toUnsignedLong(from.getShort());
    }
  },
  INT32("<i4", 4) {
    @Override
    long read(ByteBuffer from) {
      return from.getInt();
    }
  },
  UINT32("<u4", 4) {
    @Override
    long read(ByteBuffer from) {
      return Integer.toUnsignedLong(from.getInt());
    }
  },
  INT64("<i8", 8) {
    @Override
    long read(ByteBuffer from) {
      return from.getLong();
    }
  };

  static final String DESCRIPTIONS = "|u1, <u2, <i4, <u4, <i8 (little-endian whole numbers)";

  private final String descr;
  private final int bytes;

  IdType(String descr, int bytes) {
    this.descr = descr;
    this.bytes = bytes;
  }

  /** Returns the next value. */
  abstract long read(ByteBuffer from);

  int bytes() {
    return bytes;
  }

  static Optional<IdType> of(String descr) {
    return Arrays.stream(values()).filter(type -> type.descr.equals(descr)).findFirst();
  }
}
