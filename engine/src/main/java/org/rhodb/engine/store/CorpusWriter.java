package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusHash;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.corpus.TokenRole;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Streams a corpus into {@code corpus_sequences} while counting and hashing it. */
final class CorpusWriter {
  private final int context;
  private final Set<TokenRole> masked;
  private final boolean[] isToken = TokenChunk.countedRoles(Set.of());
  private final boolean[] isCounted;
  private final CorpusHash hash;
  private long sequences;
  private long tokens;
  private long countedTokens;

  CorpusWriter(int context, Set<TokenRole> masked) {
    this.context = context;
    this.masked = Set.copyOf(masked);
    this.isCounted = TokenChunk.countedRoles(masked);
    this.hash = new CorpusHash(context);
  }

  /** Writes all sequences of a builder; nothing is visible before the transaction commits. */
  void write(Connection connection, long corpus, CorpusBuilder builder) throws SQLException {
    TokenChunk chunk = new TokenChunk(context);
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("rhodb", "corpus_sequences")) {
      TokenBatch batch = builder.next();
      while (batch != null) {
        for (int i = 0; i < batch.sequences(); i++) {
          chunk.add(batch, i);
          if (chunk.isFull()) {
            append(appender, corpus, chunk);
          }
        }
        batch = builder.next();
      }
      if (chunk.sequences() > 0) {
        append(appender, corpus, chunk);
      }
    }
    if (sequences == 0) {
      throw QueryException.of(ErrorCode.X407, "the corpus has no token");
    }
  }

  private void append(DuckDBAppender appender, long corpus, TokenChunk chunk) throws SQLException {
    count(chunk);
    appender
        .beginRow()
        .append(corpus)
        .append(sequences)
        .append(chunk.sequences())
        .append(chunk.idBytes())
        .append(chunk.roleBytes())
        .endRow();
    sequences += chunk.sequences();
    chunk.clear();
  }

  private void count(TokenChunk chunk) {
    byte[] roles = chunk.roleBytes();
    for (int sequence = 0; sequence < chunk.sequences(); sequence++) {
      for (int i = sequence * context; i < (sequence + 1) * context; i++) {
        tokens += isToken[roles[i]] ? 1 : 0;
        countedTokens += isCounted[roles[i]] ? 1 : 0;
      }
      hash.add(chunk::id, roles, sequence * context);
    }
  }

  /** Returns the entry of what was written; once. */
  CorpusEntry entry(String name, String source, String tokenizer, int dVocab) {
    return new CorpusEntry(
        name,
        source,
        tokenizer,
        context,
        sequences,
        tokens,
        countedTokens,
        masked,
        dVocab,
        hash.hex());
  }
}
