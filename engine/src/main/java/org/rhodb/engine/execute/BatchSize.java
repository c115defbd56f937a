package org.rhodb.engine.execute;

import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/** Chooses how many sequences a forward pass takes at once. Results do not depend on it. */
public final class BatchSize {
  /** Operations of one layer, forth and back: half a second on two cores, so a stop is heard. */
  private static final double MOST_FLOPS = 6e10;

  /** Enough to keep the matrix products busy; more only holds more. */
  private static final long MOST_TOKENS = 8192;

  /**
   * Bytes of a layer's widest intermediate: half of a server's cache, and below the 32 MB from
   * which the C library maps every array anew and the kernel clears its pages.
   */
  private static final long MOST_BYTES = 16L << 20;

  private BatchSize() {}

  /**
   * Returns the sequences a batch: what {@code batch_tokens} says, or as many as the cache, half a
   * second a layer and a quarter of the free memory take, at most 8,192 tokens; at least one.
   *
   * @param freeBytes memory that tensors may take
   * @param tokenBytes bytes a token holds while it is computed
   */
  public static int sequences(
      Settings settings, CorpusEntry corpus, ForwardCost cost, long freeBytes, long tokenBytes) {
    long tokens = settings.count(Setting.BATCH_TOKENS);
    if (tokens == 0) {
      long byWork = (long) (MOST_FLOPS / (2 * cost.layerFlops()));
      long byCache = MOST_BYTES / cost.widestBytes();
      long byMemory = freeBytes / 4 / tokenBytes;
      tokens = Math.min(Math.min(MOST_TOKENS, byWork), Math.min(byCache, byMemory));
    }
    long sequences = Math.min(tokens / corpus.context(), corpus.sequences());
    return (int) Math.max(1, Math.min(sequences, Integer.MAX_VALUE / corpus.context()));
  }
}
