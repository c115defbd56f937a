package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.rhodb.engine.corpus.TokenRole;

/**
 * A corpus in the catalog: token ids in sequences of one length, with a mask by role.
 *
 * @param name as created; names compare without regard to case
 * @param source the text after FROM
 * @param tokenizer name of the tokenizer: {@code bytes}, {@code gpt2}, or {@code none} for given
 *     ids
 * @param context positions a sequence, with BOS and padding
 * @param sequences number of sequences
 * @param tokens number of tokens, with BOS and separators, without padding
 * @param countedTokens tokens the mask leaves: the n of every statistic
 * @param masked roles that do not count
 * @param dVocab one more than the highest id the tokenizer can give (for given ids: that occurs)
 * @param hash SHA-256 over ids, roles and context, hex; the mask is a part of every key beside it
 */
public record CorpusEntry(
    String name,
    String source,
    String tokenizer,
    int context,
    long sequences,
    long tokens,
    long countedTokens,
    Set<TokenRole> masked,
    int dVocab,
    String hash) {

  public CorpusEntry {
    requireNonNull(name, "name is null");
    requireNonNull(source, "source is null");
    requireNonNull(tokenizer, "tokenizer is null");
    masked = Set.copyOf(masked);
    requireNonNull(hash, "hash is null");
  }
}
