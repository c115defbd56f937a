package org.rhodb.engine.execute.correlate;

import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusHash;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.reuse.CorpusPrefixes;
import org.rhodb.engine.execute.reuse.Reuse;
import org.rhodb.engine.store.Store;

/** A study whose corpus has real tokens and a real hash, and may be the beginning of another's. */
final class GrowingStudy extends SyntheticStudy {
  private static final int CONTEXT = 10;

  private final int tokens;
  private final int text;

  /**
   * Creates a study.
   *
   * @param text corpora of the same text begin alike
   */
  GrowingStudy(int tokens, int text, Store store) {
    super(tokens);
    this.tokens = tokens;
    this.text = text;
    this.reuse =
        new Reuse(
            store.answers(),
            store.sketches(),
            new KeptAnswerPropertyTest.Untouched(),
            new CorpusPrefixes(),
            true);
  }

  @Override
  CorpusEntry corpus() {
    CorpusEntry given = super.corpus();
    int sequences = tokens / CONTEXT;
    CorpusHash hash = new CorpusHash(CONTEXT);
    byte[] roles = new byte[tokens];
    for (int s = 0; s < sequences; s++) {
      hash.add(this::id, roles, s * CONTEXT);
    }
    return new CorpusEntry(
        given.name(),
        given.source(),
        given.tokenizer(),
        CONTEXT,
        sequences,
        tokens,
        tokens,
        given.masked(),
        given.dVocab(),
        hash.hex());
  }

  private int id(int position) {
    return (position * 31 + text) % 251;
  }

  @Override
  public CorpusTokens openTokens(CorpusEntry corpus) {
    return new CorpusTokens() {
      @Override
      public long sequences() {
        return corpus.sequences();
      }

      @Override
      public TokenBatch read(long first, int count) {
        int size = count * CONTEXT;
        int[] ids = new int[size];
        boolean[] counted = new boolean[size];
        for (int i = 0; i < size; i++) {
          ids[i] = id((int) first * CONTEXT + i);
          counted[i] = true;
        }
        return new TokenBatch(first, count, CONTEXT, ids, new byte[size], counted);
      }

      @Override
      public void close() {}
    };
  }
}
