package org.rhodb.engine.execute.activation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.Tokenizer;

/** The texts of a corpus' tokens, each made once. */
final class TokenTexts {
  private final Optional<Tokenizer> tokenizer;
  private final Map<Integer, String> texts = new HashMap<>();

  TokenTexts(CorpusEntry corpus) {
    this.tokenizer =
        corpus.tokenizer().equals(Tokenizer.NONE)
            ? Optional.empty()
            : Optional.of(Tokenizer.named(corpus.tokenizer()));
  }

  /** Returns the text of a token; null where the corpus has no tokenizer. */
  @Nullable String of(int tokenId) {
    return tokenizer.isPresent() && tokenId < tokenizer.get().dVocab()
        ? texts.computeIfAbsent(tokenId, tokenizer.get()::text)
        : null;
  }
}
