package org.rhodb.engine.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory for rows that are taken out of running queries because their session wants to run
 * another, for all sessions of a store together. Safe for many threads.
 */
final class AsideSpace {
  /** Of a 64-bit JVM: header and padding of a small object, and the reference to it. */
  private static final int OBJECT_BYTES = 24;

  private static final int ARRAY_BYTES = 24;

  private final long capacityBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  /** Creates an empty one. */
  AsideSpace(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /** Returns a quarter of what SQL may take or the heap holds, whichever is less. */
  static AsideSpace within(long sqlBytes) {
    return new AsideSpace(Math.min(sqlBytes, Runtime.getRuntime().maxMemory()) / 4);
  }

  long capacityBytes() {
    return capacityBytes;
  }

  /** Takes room, also beyond the capacity: the row is there already. */
  void take(long bytes) {
    usedBytes.addAndGet(bytes);
  }

  void giveBack(long bytes) {
    usedBytes.addAndGet(-bytes);
  }

  boolean isFull() {
    return usedBytes.get() >= capacityBytes;
  }

  /** Returns about how many bytes of the heap a row takes; the same for the same row. */
  static long bytes(@Nullable Object[] row) {
    long bytes = ARRAY_BYTES;
    for (Object value : row) {
      bytes += bytes(value);
    }
    return bytes;
  }

  private static long bytes(@Nullable Object value) {
    if (value == null) {
      return Integer.BYTES;
    }
    if (value instanceof String text) {
      return 2 * OBJECT_BYTES + 2L * text.length();
    }
    if (value instanceof byte[] bytes) {
      return (long) OBJECT_BYTES + bytes.length;
    }
    if (value instanceof BigInteger || value instanceof BigDecimal) {
      return 3 * OBJECT_BYTES;
    }
    if (value instanceof Collection<?> list) {
      return ARRAY_BYTES + list.stream().mapToLong(AsideSpace::bytes).sum();
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .mapToLong(e -> 2 * OBJECT_BYTES + bytes(e.getKey()) + bytes(e.getValue()))
          .sum();
    }
    // Dates and times hold others of their kind.
    return value instanceof Number || value instanceof Boolean ? OBJECT_BYTES : 3 * OBJECT_BYTES;
  }
}
