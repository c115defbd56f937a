package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

/**
 * What a kept sketch is a sketch of, but for the layers.
 *
 * @param weightsHash hash of the checkpoint
 * @param corpusHash hash of the corpus' ids and context
 * @param mask roles that do not count, as the WITH clause writes them
 * @param sketchRows rows that tokens were projected to
 * @param seed of the projection
 * @param tokens counted tokens
 * @param sequences sequences of the corpus
 */
public record SketchKey(
    String weightsHash,
    String corpusHash,
    String mask,
    int sketchRows,
    long seed,
    long tokens,
    long sequences) {

  public SketchKey {
    requireNonNull(weightsHash, "weightsHash is null");
    requireNonNull(corpusHash, "corpusHash is null");
    requireNonNull(mask, "mask is null");
  }
}
