package org.rhodb.engine.corpus;

import org.jspecify.annotations.Nullable;

/** A corpus about to be stored: gives its sequences one by one, then what they sum up to. */
public interface CorpusBuilder extends AutoCloseable {

  /**
   * Returns the next sequence as a batch of one, without any position counted yet; null at the end.
   */
  @Nullable TokenBatch next();

  /** Returns the positions a sequence. */
  int context();

  /** Returns the name of the tokenizer. */
  String tokenizer();

  /** Returns one more than the highest id that can occur. */
  int dVocab();

  @Override
  void close();
}
