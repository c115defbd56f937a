package org.rhodb.engine.corpus;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes the bytes of one token as text. */
final class TokenBytes {
  private TokenBytes() {}

  /**
   * Returns bytes as UTF-8 text, with {@code \xNN} for each byte that is no part of a character.
   */
  static String text(byte[] bytes) {
    String plain = new String(bytes, StandardCharsets.UTF_8);
    if (plain.indexOf('\uFFFD') < 0) {
      return plain;
    }
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < bytes.length) {
      int length = characterLength(bytes, i);
      if (length == 0) {
        text.append("\\x").append(HexFormat.of().toHexDigits(bytes[i]));
        i++;
      } else {
        text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return text.toString();
  }

  /** Returns the bytes of the character at {@code start}, or 0 if there is no whole one. */
  private static int characterLength(byte[] bytes, int start) {
    for (int length = 1; length <= 4 && start + length <= bytes.length; length++) {
      String text = new String(bytes, start, length, StandardCharsets.UTF_8);
      boolean isReplacement =
          length == 3
              && bytes[start] == (byte) 0xEF
              && bytes[start + 1] == (byte) 0xBF
              && bytes[start + 2] == (byte) 0xBD;
      if (isReplacement
          || (text.indexOf('\uFFFD') < 0 && text.codePointCount(0, text.length()) == 1)) {
        return length;
      }
    }
    return 0;
  }
}
