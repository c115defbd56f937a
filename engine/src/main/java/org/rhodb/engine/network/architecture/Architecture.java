package org.rhodb.engine.network.architecture;

import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** A family of models: knows its weights' names and shapes and its forward pass. */
interface Architecture {

  /** Returns the name as config.json's {@code model_type} states it. */
  String name();

  /**
   * Checks every name and shape, then loads the weights. Caller closes the network; the source may
   * be closed as soon as this returns.
   *
   * @param isFused whether products take bias, activation and residual along where the device can
   * @throws org.rhodb.engine.error.QueryException X402, X405, X406, U301, U304
   */
  Network open(TensorRuntime runtime, WeightSource source, boolean isFused);
}
