package org.rhodb.engine.corpus;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Packs the tokens of documents into sequences of one length. */
final class SequencePacker implements CorpusBuilder {
  private final Documents documents;
  private final CorpusOptions options;
  private final @Nullable Tokenizer tokenizer;
  private final Optional<Tokenizer.Encoder> encoder;
  private final TokenQueue waiting = new TokenQueue();

  /** Tokens of the stream before the first one waiting, for error messages. */
  private long idsTaken;

  private long tokensLeft;
  private long sequence;
  private int highestId = -1;
  private boolean isDocumentOpen;
  private boolean hasContent;

  SequencePacker(Documents documents, CorpusOptions options) {
    this.documents = documents;
    this.options = options;
    this.tokenizer =
        options.tokenizer().equals(Tokenizer.NONE) ? null : Tokenizer.named(options.tokenizer());
    this.encoder = Optional.ofNullable(tokenizer).map(Tokenizer::encoder);
    this.tokensLeft = options.tokens();
  }

  @Override
  public @Nullable TokenBatch next() {
    int context = options.context();
    int[] ids = new int[context];
    byte[] roles = new byte[context];
    int filled = 0;
    while (filled < context && tokensLeft > 0 && isWaiting()) {
      if (filled == 0 && options.isBosAdded()) {
        ids[0] = endOfText();
        roles[0] = TokenRole.BOS.code();
      } else {
        ids[filled] = waiting.id();
        roles[filled] = roleAt(filled).code();
        waiting.remove();
      }
      filled++;
      tokensLeft--;
    }
    if (filled == 0) {
      if (sequence == 0) {
        throw QueryException.of(ErrorCode.X407, "the corpus is empty: its files hold no token")
            .withHint("check the files that the source names, and the column");
      }
      return null;
    }
    Arrays.fill(ids, filled, context, endOfText());
    Arrays.fill(roles, filled, context, TokenRole.PADDING.code());
    return new TokenBatch(sequence++, 1, context, ids, roles, new boolean[context]);
  }

  private TokenRole roleAt(int position) {
    if (waiting.isSeparator()) {
      return TokenRole.SEPARATOR;
    }
    if (tokenizer == null) {
      return TokenRole.CONTENT;
    }
    int id = waiting.id();
    if (id == tokenizer.newline()) {
      return TokenRole.NEWLINE;
    }
    if (id == tokenizer.endOfText()) {
      return position == 0 ? TokenRole.BOS : TokenRole.SEPARATOR;
    }
    return TokenRole.CONTENT;
  }

  /** Returns whether a token waits, reading on until one does or the documents end. */
  private boolean isWaiting() {
    while (waiting.isEmpty()) {
      if (!documents.hasNext()) {
        return false;
      }
      read(documents.next());
    }
    return true;
  }

  private void read(Documents.Piece piece) {
    if (piece instanceof Documents.Text text) {
      Tokenizer.Encoder open =
          encoder.orElseThrow(
              () -> QueryException.of(ErrorCode.A207, "a text needs a tokenizer: gpt2 or bytes"));
      open.add(text.text(), this::take);
      if (text.isLast()) {
        open.finish(this::take);
      }
    } else if (piece instanceof Documents.Ids ids) {
      for (int id : ids.ids()) {
        check(id);
        take(id);
      }
    }
    if (piece.isLast()) {
      isDocumentOpen = false;
    }
  }

  private void take(int id) {
    if (!isDocumentOpen) {
      if (hasContent && options.isSeparated()) {
        waiting.addSeparator(endOfText());
      }
      isDocumentOpen = true;
    }
    hasContent = true;
    idsTaken++;
    highestId = Math.max(highestId, id);
    waiting.add(id);
  }

  private void check(int id) {
    int limit = tokenizer == null ? Integer.MAX_VALUE : tokenizer.dVocab();
    if (id < 0 || id >= limit) {
      throw QueryException.of(
          ErrorCode.X407,
          "token "
              + idsTaken
              + " of the corpus has id "
              + id
              + "; tokenizer "
              + tokenizer()
              + " has ids 0 to "
              + (limit - 1));
    }
  }

  private int endOfText() {
    return tokenizer == null ? 0 : tokenizer.endOfText();
  }

  @Override
  public int context() {
    return options.context();
  }

  @Override
  public String tokenizer() {
    return options.tokenizer();
  }

  @Override
  public int dVocab() {
    return tokenizer == null ? highestId + 1 : tokenizer.dVocab();
  }

  @Override
  public void close() {
    documents.close();
  }
}
