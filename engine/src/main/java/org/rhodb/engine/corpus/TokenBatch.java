package org.rhodb.engine.corpus;

/**
 * Consecutive sequences of a corpus, the unit a forward pass takes. Arrays are shared, not copied;
 * readers must not change them.
 */
public final class TokenBatch {
  private final long firstSequence;
  private final int sequences;
  private final int context;
  private final int[] ids;
  private final byte[] roles;
  private final boolean[] counted;

  /**
   * Wraps the arrays.
   *
   * @param firstSequence index of the first sequence in the corpus, 0-based
   * @param ids token ids, shape [sequences][context], row-major
   * @param roles {@link TokenRole} ordinals, same shape
   * @param counted whether the position counts (not masked, not padding), same shape
   */
  public TokenBatch(
      long firstSequence, int sequences, int context, int[] ids, byte[] roles, boolean[] counted) {
    int positions = Math.multiplyExact(sequences, context);
    if (ids.length != positions || roles.length != positions || counted.length != positions) {
      throw new IllegalArgumentException("arrays are not " + sequences + " x " + context);
    }
    this.firstSequence = firstSequence;
    this.sequences = sequences;
    this.context = context;
    this.ids = ids;
    this.roles = roles;
    this.counted = counted;
  }

  /** Returns the index of the first sequence in the corpus, 0-based. */
  public long firstSequence() {
    return firstSequence;
  }

  /** Returns the number of sequences. */
  public int sequences() {
    return sequences;
  }

  /** Returns the positions a sequence. */
  public int context() {
    return context;
  }

  /** Returns the ids, shape [sequences][context]. */
  public int[] ids() {
    return ids;
  }

  /** Returns the roles as ordinals, shape [sequences][context]. */
  public byte[] roles() {
    return roles;
  }

  /** Returns which positions count, shape [sequences][context]. */
  public boolean[] counted() {
    return counted;
  }

  /** Returns how many positions count. */
  public int countedTokens() {
    int n = 0;
    for (boolean c : counted) {
      n += c ? 1 : 0;
    }
    return n;
  }
}
