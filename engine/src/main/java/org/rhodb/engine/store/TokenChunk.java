package org.rhodb.engine.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.corpus.TokenRole;

/**
 * Consecutive sequences that are stored as one row: ids as little-endian uint16 where all of them
 * fit, else int32; roles as one byte a position.
 */
final class TokenChunk {
  /** Positions of a row: 128 to 256 KiB of ids, so that reading in order costs one row a batch. */
  private static final int POSITIONS = 1 << 16;

  private final int context;
  private final int capacity;
  private final int[] ids;
  private final byte[] roles;
  private int sequences;

  TokenChunk(int context) {
    this.context = context;
    this.capacity = Math.max(1, POSITIONS / context);
    this.ids = new int[capacity * context];
    this.roles = new byte[capacity * context];
  }

  /** Returns by role ordinal whether a position of that role counts under a mask. */
  static boolean[] countedRoles(Set<TokenRole> masked) {
    TokenRole[] roles = TokenRole.values();
    boolean[] counted = new boolean[roles.length];
    for (int i = 0; i < roles.length; i++) {
      counted[i] = roles[i] != TokenRole.PADDING && !masked.contains(roles[i]);
    }
    return counted;
  }

  /** Decodes the ids of a row. */
  static int[] decode(byte[] bytes, int positions) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] decoded = new int[positions];
    if (bytes.length == positions * Short.BYTES) {
      for (int i = 0; i < positions; i++) {
        decoded[i] = Short.toUnsignedInt(buffer.getShort());
      }
    } else {
      buffer.asIntBuffer().get(decoded);
    }
    return decoded;
  }

  void add(TokenBatch batch, int sequence) {
    if (batch.context() != context) {
      throw new IllegalArgumentException(
          "a sequence of " + batch.context() + " positions in a corpus of " + context);
    }
    System.arraycopy(batch.ids(), sequence * context, ids, sequences * context, context);
    System.arraycopy(batch.roles(), sequence * context, roles, sequences * context, context);
    sequences++;
  }

  boolean isFull() {
    return sequences == capacity;
  }

  int sequences() {
    return sequences;
  }

  int id(int position) {
    return ids[position];
  }

  byte[] idBytes() {
    int positions = sequences * context;
    int highest = 0;
    for (int i = 0; i < positions; i++) {
      if (ids[i] < 0) {
        throw new IllegalArgumentException("token id " + ids[i] + " is negative");
      }
      highest = Math.max(highest, ids[i]);
    }
    boolean isNarrow = highest <= Character.MAX_VALUE;
    ByteBuffer buffer =
        ByteBuffer.allocate(positions * (isNarrow ? Short.BYTES : Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < positions; i++) {
      if (isNarrow) {
        buffer.putShort((short) ids[i]);
      } else {
        buffer.putInt(ids[i]);
      }
    }
    return buffer.array();
  }

  byte[] roleBytes() {
    return Arrays.copyOf(roles, sequences * context);
  }

  void clear() {
    sequences = 0;
  }
}
