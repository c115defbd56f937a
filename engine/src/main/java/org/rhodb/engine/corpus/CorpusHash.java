package org.rhodb.engine.corpus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identity of a corpus: SHA-256 over the context, then of each sequence its ids (little-endian
 * int32) and roles. A corpus that goes on with more sequences therefore has on its way the hash of
 * the shorter one.
 */
public final class CorpusHash {
  private final int context;
  private final MessageDigest digest;
  private final ByteBuffer idBytes;

  /** Creates the hash of no sequence yet. */
  public CorpusHash(int context) {
    this.context = context;
    this.idBytes = ByteBuffer.allocate(context * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(context).flip());
  }

  /** Ids of a position of a sequence. */
  public interface Ids {
    /** Returns the id at a place of whatever holds the sequence. */
    int at(int place);
  }

  /**
   * Adds a sequence.
   *
   * @param ids gives the ids
   * @param roles of the same places
   * @param first place of the sequence's first position
   */
  public void add(Ids ids, byte[] roles, int first) {
    idBytes.clear();
    for (int i = first; i < first + context; i++) {
      idBytes.putInt(ids.at(i));
    }
    digest.update(idBytes.flip());
    digest.update(roles, first, context);
  }

  /** Returns the hash in hex, once. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
