package org.rhodb.engine.statistic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Seeds of everything drawn, derived from the user's seed and what is drawn for, so that a draw
 * depends neither on the order of models in the query nor on how the work is cut up.
 *
 * <p>The derived seed is the first 8 bytes, big-endian, of SHA-256 over the UTF-8 text {@code
 * rhodb:<purpose>:<seed>:<draw>:<what>:<index>}.
 */
public final class RandomSeed {
  private RandomSeed() {}

  /**
   * Returns a seed.
   *
   * @param purpose kind of draw: {@code orthogonal}, {@code gaussian}, {@code permutation}, ...
   * @param seed the user's seed
   * @param draw number of the draw, 0-based
   * @param what whom it is drawn for: weights hash of a checkpoint, or two joined by {@code +}
   * @param index layer or block, 0-based
   */
  public static long derive(String purpose, long seed, int draw, String what, long index) {
    String text = "rhodb:" + purpose + ":" + seed + ":" + draw + ":" + what + ":" + index;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
