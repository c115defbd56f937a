package org.rhodb.engine.execute.reuse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusHash;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;

/**
 * Tells whether a corpus begins with the sequences of another, which need not exist any more: the
 * hash of its first sequences is then the other's. Each is found out once.
 */
public final class CorpusPrefixes {
  private static final int SEQUENCES = 64;

  private final Map<String, String> hashes = new ConcurrentHashMap<>();

  /** Returns whether the first sequences of a corpus have a hash. */
  boolean begins(Catalog catalog, CorpusEntry corpus, long sequences, String hash) {
    return sequences <= corpus.sequences()
        && hashes
            .computeIfAbsent(
                corpus.hash() + " " + sequences, key -> hash(catalog, corpus, sequences))
            .equals(hash);
  }

  private static String hash(Catalog catalog, CorpusEntry corpus, long sequences) {
    if (sequences == corpus.sequences()) {
      return corpus.hash();
    }
    CorpusHash hash = new CorpusHash(corpus.context());
    try (CorpusTokens tokens = catalog.openTokens(corpus)) {
      for (long first = 0; first < sequences; first += SEQUENCES) {
        int count = (int) Math.min(SEQUENCES, sequences - first);
        TokenBatch batch = tokens.read(first, count);
        int[] ids = batch.ids();
        for (int s = 0; s < count; s++) {
          hash.add(i -> ids[i], batch.roles(), s * corpus.context());
        }
      }
    }
    return hash.hex();
  }
}
