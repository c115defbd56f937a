package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

/**
 * {@code VERSUS RANDOM 20 DRAWS SEED 1}: the neurons an ablation is compared to.
 *
 * @param kind how they are chosen
 * @param draws number of draws; 0 for {@link Kind#NONE}, 1 for {@link Kind#MATCHED}
 * @param seed seed of the draws
 */
public record Control(Kind kind, int draws, long seed) {

  public Control {
    requireNonNull(kind, "kind is null");
    if (draws < 0) {
      throw new IllegalArgumentException("draws is " + draws);
    }
  }

  /** Ways to choose control neurons; both take as many as are ablated, from the same layers. */
  public enum Kind {
    /** No VERSUS clause. */
    NONE,
    /** Uniformly from the neurons that are not chosen. */
    RANDOM,
    /** Those not chosen that are nearest in sd(activation) x |w_out|. */
    MATCHED
  }
}
