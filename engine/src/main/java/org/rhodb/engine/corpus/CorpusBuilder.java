package org.rhodb.engine.corpus;

import org.jspecify.annotations.Nullable;

/** A corpus about to be stored: gives its sequences one by one, then what they sum up to. */
public interface CorpusBuilder extends AutoCloseable {

  /**
   * Packs documents into sequences, in constant memory.
   *
   * <p>Documents are tokenised and joined, with an end-of-text token between two of them if {@code
   * isSeparated}; the stream is cut into sequences of {@code context} positions, each beginning
   * with an end-of-text token as {@link TokenRole#BOS} if {@code isBosAdded}. Documents without a
   * token are passed over. The last sequence is padded with the end-of-text id (0 without a
   * tokenizer). With {@code tokens}, exactly so many positions are filled before padding, if the
   * documents reach that far.
   *
   * <p>Given ids of a named tokenizer that equal its end-of-text token are {@link TokenRole#BOS} at
   * position 0 and {@link TokenRole#SEPARATOR} elsewhere.
   *
   * @param documents closed with the builder
   * @throws org.rhodb.engine.error.QueryException A207 if the tokenizer is unknown; from {@link
   *     #next} X407 if there is no token at all or an id is not one of the tokenizer's
   */
  static CorpusBuilder of(Documents documents, CorpusOptions options) {
    return new SequencePacker(documents, options);
  }

  /**
   * Returns the next sequence as a batch of one, without any position counted yet; null at the end.
   */
  @Nullable TokenBatch next();

  /** Returns the positions a sequence. */
  int context();

  /** Returns the name of the tokenizer. */
  String tokenizer();

  /**
   * Returns one more than the highest id that can occur; without a tokenizer, one more than the
   * highest id met so far: ask after the last sequence.
   */
  int dVocab();

  @Override
  void close();
}
