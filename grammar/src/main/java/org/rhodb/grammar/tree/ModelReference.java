package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

/**
 * A model in a statement: {@code alias} or {@code alias@80000}.
 *
 * @param model the model's name
 * @param at {@link Checkpoints.Unstated}, or {@link Checkpoints.Steps} with the one step after
 *     the @
 */
public record ModelReference(Name model, Checkpoints at) {

  public ModelReference {
    requireNonNull(model, "model is null");
    requireNonNull(at, "at is null");
  }
}
