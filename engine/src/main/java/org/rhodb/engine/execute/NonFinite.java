package org.rhodb.engine.execute;

import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Errors of networks whose forward pass leaves float32: a NULL in the result would hide them. */
public final class NonFinite {
  private static final String HINT =
      "its weights are finite but overflow float32 in the forward pass";

  private NonFinite() {}

  /** Returns X406 for an activation. */
  public static QueryException activation(CheckpointEntry checkpoint, int layer, int neuron) {
    return QueryException.of(
            ErrorCode.X406,
            checkpoint.reference()
                + " gives an activation that is NaN or infinite, at layer "
                + layer
                + ", neuron "
                + neuron)
        .withHint(HINT);
  }

  /** Returns X406 for the loss of a network in which nothing was replaced. */
  public static QueryException loss(CheckpointEntry checkpoint) {
    return QueryException.of(
            ErrorCode.X406,
            checkpoint.reference() + " gives a loss that is NaN or infinite, with nothing replaced")
        .withHint(HINT);
  }
}
