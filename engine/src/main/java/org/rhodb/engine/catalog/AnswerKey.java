package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Names everything that decides the rows of a kept answer, but for which of them were wanted.
 *
 * @param relation {@code correlate}, {@code universal} or {@code ablate}
 * @param weights hashes of the checkpoints, in the order in which they take part
 * @param corpusHash hash of the corpus
 * @param mask roles that do not count, as the WITH clause writes them
 * @param detail whatever else decides: device, baselines, numbering of the arithmetic
 */
public record AnswerKey(
    String relation, List<String> weights, String corpusHash, String mask, String detail) {

  public AnswerKey {
    requireNonNull(relation, "relation is null");
    weights = List.copyOf(weights);
    requireNonNull(corpusHash, "corpusHash is null");
    requireNonNull(mask, "mask is null");
    requireNonNull(detail, "detail is null");
  }
}
