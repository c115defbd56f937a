package org.rhodb.engine.corpus;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Name;

/**
 * The WITH clause of CREATE CORPUS, checked.
 *
 * @param column JSONL or Parquet column that holds the text; empty for other sources
 * @param tokenizer {@code bytes}, {@code gpt2}, or {@code none} for given ids
 * @param context positions a sequence, at least 2
 * @param tokens most tokens to take, with BOS and separators, without padding; {@link
 *     Long#MAX_VALUE}: all
 * @param isBosAdded whether position 0 of every sequence is the begin token
 * @param isSeparated whether an end-of-text token stands between documents
 * @param masked roles that do not count; always with {@link TokenRole#PADDING}
 */
public record CorpusOptions(
    String column,
    String tokenizer,
    int context,
    long tokens,
    boolean isBosAdded,
    boolean isSeparated,
    Set<TokenRole> masked) {

  /** Positions a sequence unless said otherwise: half of GPT-2's, so that two batches fit. */
  public static final int DEFAULT_CONTEXT = 512;

  public CorpusOptions {
    requireNonNull(column, "column is null");
    requireNonNull(tokenizer, "tokenizer is null");
    masked = Set.copyOf(masked);
  }

  /**
   * Reads the options of a WITH clause, which {@link CorpusOption} lists.
   *
   * @param with names and values as written
   * @param kind what the source holds; an option that means nothing for it is refused
   * @throws org.rhodb.engine.error.QueryException A207 at the option or its value
   */
  public static CorpusOptions read(Map<Name, Literal> with, CorpusContent kind) {
    return new CorpusOptionReader(with, kind).read();
  }
}
