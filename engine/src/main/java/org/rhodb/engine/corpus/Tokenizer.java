package org.rhodb.engine.corpus;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;

/** Turns text into token ids and back. Immutable; safe for any number of threads. */
public interface Tokenizer {

  /** Name of ids without a tokenizer: {@link #named} does not know it. */
  String NONE = "none";

  /** Returns the names {@link #named} knows. */
  static List<String> names() {
    return List.of(BytesTokenizer.NAME, Gpt2Tokenizer.NAME);
  }

  /**
   * Returns a tokenizer.
   *
   * @throws QueryException A207 if there is none of that name
   */
  static Tokenizer named(String name) {
    return switch (name) {
      case BytesTokenizer.NAME -> BytesTokenizer.INSTANCE;
      case Gpt2Tokenizer.NAME -> Gpt2Tokenizer.instance();
      default ->
          throw QueryException.of(ErrorCode.A207, "unknown tokenizer '" + name + "'")
              .withHint(Suggestion.hint(name, "tokenizers", names()));
    };
  }

  /** Returns its name, as the catalog stores it. */
  String name();

  /** Returns one more than the highest id. */
  int dVocab();

  /** Returns the id that separates documents; also begins sequences and pads them. */
  int endOfText();

  /** Returns the id whose text is exactly one line feed. */
  int newline();

  /**
   * Returns the text of one token. A token may hold a part of a character: bytes that are not UTF-8
   * by themselves are written {@code \xNN}. End-of-text is {@code <|endoftext|>}.
   *
   * @throws IllegalArgumentException if the id is not below {@link #dVocab}
   */
  String text(int id);

  /** Returns an encoder for one document; unpaired surrogates are encoded as U+FFFD. */
  Encoder encoder();

  /** Encodes one document that comes in pieces; the ids are those of the whole. */
  interface Encoder {
    /** Takes the next piece and gives the ids that no later piece can change. */
    void add(String piece, IntConsumer ids);

    /** Gives the remaining ids; the encoder is then ready for another document. */
    void finish(IntConsumer ids);
  }

  /** Returns the ids of a text. */
  default int[] encode(String text) {
    var ids = IntStream.builder();
    Encoder encoder = encoder();
    encoder.add(text, ids::add);
    encoder.finish(ids::add);
    return ids.build().toArray();
  }
}
