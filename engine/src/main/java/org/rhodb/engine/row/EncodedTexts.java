package org.rhodb.engine.row;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts as UTF-8; those that come again as the same object are encoded once. */
public final class EncodedTexts {
  /** Texts kept, by identity; a power of two. */
  private static final int KEPT = 256;

  /** Characters of a text that is kept at most. */
  private static final int LONGEST = 256;

  private final @Nullable String[] texts = new String[KEPT];
  private final byte[][] encoded = new byte[KEPT][];

  /** Returns the bytes of a text, which the caller must not change. */
  @SuppressWarnings("ReferenceEquality") // the same text in another object is encoded again
  public byte[] of(String text) {
    if (text.length() > LONGEST) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    int slot = System.identityHashCode(text) & (KEPT - 1);
    if (texts[slot] != text) {
      texts[slot] = text;
      encoded[slot] = text.getBytes(StandardCharsets.UTF_8);
    }
    return encoded[slot];
  }
}
