package org.rhodb.engine.execute.activation;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;

/**
 * Walks over the counted positions of a corpus in order: what each row of an activation stream is.
 * Closes its tokens.
 */
final class CountedPositions implements AutoCloseable {
  private static final int TOKENS_AT_ONCE = 65_536;

  private final CorpusTokens tokens;
  private @Nullable TokenBatch batch;
  private long nextSequence;
  private int index = -1; // of the current position in the batch

  CountedPositions(CorpusTokens tokens) {
    this.tokens = tokens;
  }

  /** Moves to the next counted position; false at the end. */
  boolean next() {
    while (true) {
      TokenBatch now = batch;
      if (now != null) {
        boolean[] counted = now.counted();
        for (index++; index < counted.length; index++) {
          if (counted[index]) {
            return true;
          }
        }
      }
      if (nextSequence >= tokens.sequences()) {
        return false;
      }
      read();
    }
  }

  /**
   * Moves before the first position of a sequence.
   *
   * @return how many counted positions were passed over
   */
  long skipTo(long sequence) {
    long passed = 0;
    while (nextSequence < Math.min(sequence, tokens.sequences())) {
      int count = (int) Math.min(atOnce(), sequence - nextSequence);
      count = (int) Math.min(count, tokens.sequences() - nextSequence);
      passed += tokens.read(nextSequence, count).countedTokens();
      nextSequence += count;
    }
    return passed;
  }

  private void read() {
    int count = (int) Math.min(atOnce(), tokens.sequences() - nextSequence);
    batch = tokens.read(nextSequence, count);
    nextSequence += count;
    index = -1;
  }

  private int atOnce() {
    TokenBatch now = batch;
    return now == null ? 1 : Math.max(1, TOKENS_AT_ONCE / now.context());
  }

  /** Returns the sequence of the current position, 0-based. */
  long sequence() {
    TokenBatch now = current();
    return now.firstSequence() + index / now.context();
  }

  /** Returns the current position in its sequence, 0-based. */
  int position() {
    return index % current().context();
  }

  /** Returns the token id at the current position. */
  int tokenId() {
    return current().ids()[index];
  }

  private TokenBatch current() {
    TokenBatch now = batch;
    if (now == null) {
      throw new IllegalStateException("no position yet");
    }
    return now;
  }

  @Override
  public void close() {
    tokens.close();
  }
}
