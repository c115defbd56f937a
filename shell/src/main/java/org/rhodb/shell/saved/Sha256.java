package org.rhodb.shell.saved;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Function from bytes to their SHA-256 in lower-case hexadecimal digits. */
public final class Sha256 {
  private Sha256() {}

  /** Returns the hash of all bytes. */
  public static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
