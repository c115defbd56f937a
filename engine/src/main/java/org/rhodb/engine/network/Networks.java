package org.rhodb.engine.network;

import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.network.tensor.TensorRuntime;

/**
 * Opens networks by checkpoint on one device; starts the tensor library when it is first needed.
 */
public interface Networks extends AutoCloseable {

  /**
   * Loads a checkpoint's weights onto the device. Caller closes: weights are not kept behind the
   * caller's back.
   *
   * @throws org.rhodb.engine.error.QueryException U301, X402, X406, R502, and what reading gives
   */
  Network open(CheckpointEntry checkpoint);

  /**
   * Returns the tensor library on the device, started if it was not. Owned by this.
   *
   * @throws org.rhodb.engine.error.QueryException R502
   */
  TensorRuntime runtime();

  /** Returns how many native arrays are held; 0 after every network and scope is closed. */
  int openArrays();

  /** Releases the runtime and everything allocated in it. */
  @Override
  void close();
}
