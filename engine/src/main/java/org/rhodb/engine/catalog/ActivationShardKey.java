package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

import org.rhodb.grammar.tree.Statement.StoredType;

/**
 * What a shard of ingested activations is a shard of: a layer's post-activations at every position,
 * masked ones too, of a range of sequences. The mask is no part of it: whoever reads applies his
 * own.
 *
 * @param weightsHash hash of the checkpoint
 * @param corpusHash hash of the corpus' ids and context
 * @param layer 0-based
 * @param type number format of the values
 * @param firstSequence first sequence, 0-based
 * @param endSequence sequence behind the last
 */
public record ActivationShardKey(
    String weightsHash,
    String corpusHash,
    int layer,
    StoredType type,
    long firstSequence,
    long endSequence) {

  public ActivationShardKey {
    requireNonNull(weightsHash, "weightsHash is null");
    requireNonNull(corpusHash, "corpusHash is null");
    requireNonNull(type, "type is null");
    if (layer < 0 || firstSequence < 0 || endSequence <= firstSequence) {
      throw new IllegalArgumentException(
          "layer " + layer + ", sequences " + firstSequence + " to " + endSequence);
    }
  }
}
