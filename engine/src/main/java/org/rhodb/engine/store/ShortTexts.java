package org.rhodb.engine.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts of up to twelve bytes from where DuckDB keeps them in a vector, without a native call
 * each. Those that come again, such as a model's name in every row, are one object.
 */
final class ShortTexts {
  /**
   * Bytes of DuckDB's public struct {@code duckdb_string_t}: length, then the text or a pointer.
   */
  private static final int WIDTH = 16;

  private static final int LONGEST = 12;

  /** Texts kept; a power of two. */
  private static final int KEPT = 256;

  private final @Nullable String[] texts = new String[KEPT];
  private final long[] heads = new long[KEPT];
  private final long[] tails = new long[KEPT];

  /**
   * Returns the text of a row that is not NULL; null if it is longer and stands elsewhere.
   *
   * @param data the vector's, in native order
   */
  @Nullable String read(ByteBuffer data, int row) {
    int at = row * WIDTH;
    int length = data.getInt(at);
    if (length > LONGEST) {
      return null;
    }
    // What is behind the end of a text is zero.
    long head = data.getLong(at);
    long tail = data.getLong(at + Long.BYTES);
    long mixed = (head * 31 + tail) * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> (Long.SIZE - 8));
    String text = texts[slot];
    if (text == null || heads[slot] != head || tails[slot] != tail) {
      byte[] bytes = new byte[length];
      data.get(at + Integer.BYTES, bytes);
      text = new String(bytes, StandardCharsets.UTF_8);
      texts[slot] = text;
      heads[slot] = head;
      tails[slot] = tail;
    }
    return text;
  }
}
