package org.rhodb.engine.corpus;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * The WITH clause of CREATE CORPUS, checked.
 *
 * @param column JSONL or Parquet column that holds the text
 * @param tokenizer {@code bytes}, {@code gpt2}, or {@code none} for given ids
 * @param context positions a sequence, at least 2
 * @param tokens most tokens to take, without padding; {@link Long#MAX_VALUE}: all
 * @param isBosAdded whether position 0 of every sequence is the begin token
 * @param isSeparated whether an end-of-text token stands between documents
 * @param masked roles that do not count
 */
public record CorpusOptions(
    String column,
    String tokenizer,
    int context,
    long tokens,
    boolean isBosAdded,
    boolean isSeparated,
    Set<TokenRole> masked) {

  public CorpusOptions {
    requireNonNull(column, "column is null");
    requireNonNull(tokenizer, "tokenizer is null");
    masked = Set.copyOf(masked);
  }
}
