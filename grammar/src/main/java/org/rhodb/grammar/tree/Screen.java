package org.rhodb.grammar.tree;

/**
 * {@code EACH}, {@code ESTIMATE BY GRADIENT TOP 50}: whether neurons are ablated one by one.
 *
 * @param isEach whether each neuron is ablated on its own rather than together with others
 * @param isEstimated whether what each does to the loss is estimated from the gradient first
 * @param top how many of a checkpoint are then ablated, those of greatest estimated effect
 */
public record Screen(boolean isEach, boolean isEstimated, int top) {
  /** No such clause. */
  public static final Screen NONE = new Screen(false, false, Integer.MAX_VALUE);

  public Screen {
    if (top < 1 || (isEstimated && !isEach)) {
      throw new IllegalArgumentException("top is " + top + ", each is " + isEach);
    }
  }
}
