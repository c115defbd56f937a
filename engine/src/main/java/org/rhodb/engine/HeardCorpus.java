package org.rhodb.engine;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.Progress;

/** A corpus being built that says how far it is and stops when it is asked to. */
final class HeardCorpus implements CorpusBuilder {
  /** Sequences between two reports: a few milliseconds of reading. */
  private static final int SEQUENCES_OF_REPORT = 64;

  private final CorpusBuilder builder;
  private final String name;
  private final long wantedTokens;
  private final Progress progress;
  private final Cancellation cancellation;
  private final long startedNanos = System.nanoTime();
  private long sequences;

  /**
   * Wraps a builder, which is closed with it.
   *
   * @param wantedTokens how many are read unless the source has fewer; {@link Long#MAX_VALUE}: all
   */
  HeardCorpus(
      CorpusBuilder builder,
      String name,
      long wantedTokens,
      Progress progress,
      Cancellation cancellation) {
    this.builder = builder;
    this.name = name;
    this.wantedTokens = wantedTokens;
    this.progress = progress;
    this.cancellation = cancellation;
  }

  @Override
  public @Nullable TokenBatch next() {
    cancellation.check();
    if (sequences % SEQUENCES_OF_REPORT == 0) {
      report();
    }
    sequences++;
    return builder.next();
  }

  private void report() {
    long tokens = sequences * builder.context();
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    double share =
        wantedTokens == Long.MAX_VALUE ? Double.NaN : Math.min(1, tokens / (double) wantedTokens);
    progress.report(
        "reading " + name,
        share,
        tokens > 0 && seconds > 0 ? tokens / seconds : Double.NaN,
        share > 0 ? seconds * (1 - share) / share : Double.NaN);
  }

  @Override
  public int context() {
    return builder.context();
  }

  @Override
  public String tokenizer() {
    return builder.tokenizer();
  }

  @Override
  public int dVocab() {
    return builder.dVocab();
  }

  @Override
  public void close() {
    builder.close();
  }
}
