package org.rhodb.engine.corpus;

/** Reads a corpus' sequences in order or by range. The opener closes it; safe for one thread. */
public interface CorpusTokens extends AutoCloseable {

  /** Returns the number of sequences. */
  long sequences();

  /**
   * Returns sequences {@code [first, first + count)}.
   *
   * @throws IllegalArgumentException if the range leaves the corpus
   */
  TokenBatch read(long first, int count);

  @Override
  void close();
}
