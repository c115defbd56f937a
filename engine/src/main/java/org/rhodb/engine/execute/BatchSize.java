package org.rhodb.engine.execute;

import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.settings.Setting;

/** Chooses how many sequences a forward pass takes at once. Results do not depend on it. */
final class BatchSize {
  /** Operations of one pass: half a second on two cores, so that a cancellation is heard. */
  private static final double MOST_FLOPS = 6e10;

  /** Enough to keep the matrix products busy; more only holds more. */
  private static final long MOST_TOKENS = 8192;

  private BatchSize() {}

  /**
   * Returns the sequences a batch: what {@code batch_tokens} says, or as many as half a second and
   * a quarter of the free memory take, at most 8,192 tokens; at least one.
   *
   * @param tokenFlops operations a token costs in the longest uninterrupted pass
   * @param tokenBytes bytes a token holds while it is computed
   */
  static int sequences(
      ExecutionContext context, CorpusEntry corpus, double tokenFlops, long tokenBytes) {
    long tokens = context.settings().count(Setting.BATCH_TOKENS);
    if (tokens == 0) {
      long byMemory = context.memory().availableBytes() / 4 / tokenBytes;
      tokens = Math.min(MOST_TOKENS, Math.min(byMemory, (long) (MOST_FLOPS / tokenFlops)));
    }
    long sequences = Math.min(tokens / corpus.context(), corpus.sequences());
    return (int) Math.max(1, Math.min(sequences, Integer.MAX_VALUE / corpus.context()));
  }
}
