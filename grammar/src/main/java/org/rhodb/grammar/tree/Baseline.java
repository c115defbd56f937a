package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

/**
 * {@code BASELINE ORTHOGONAL DRAWS 3 SEED 7}: the random map whose best match every rho is compared
 * to.
 *
 * @param kind the map
 * @param draws how many independent maps are averaged, at least 1
 * @param seed seed of the first draw
 */
public record Baseline(Kind kind, int draws, long seed) {

  public Baseline {
    requireNonNull(kind, "kind is null");
    if (draws < 1) {
      throw new IllegalArgumentException("draws is " + draws);
    }
  }

  /** Kinds of random map. */
  public enum Kind {
    /** Haar-distributed orthogonal map of each layer's neurons (QR of a Gaussian matrix). */
    ORTHOGONAL,
    /** Rows of a Gaussian matrix, each of norm 1. */
    GAUSSIAN,
    /** The other model's tokens in a random order. */
    PERMUTATION
  }
}
