package org.rhodb.engine.network.tensor;

/**
 * Neighbouring columns of a block.
 *
 * @param first first column, 0-based
 * @param size how many
 */
public record NeuronRange(int first, int size) {

  public NeuronRange {
    if (first < 0 || size < 1) {
      throw new IllegalArgumentException("range of " + size + " from " + first);
    }
  }
}
