package org.rhodb.engine.catalog;

import java.util.Set;

/** An open checkpoint: its configuration and its named tensors. The reader closes it. */
public interface WeightSource extends AutoCloseable {

  /** Returns sizes and switches. */
  ModelConfig config();

  /** Returns the names of all tensors, as in the file. */
  Set<String> names();

  /**
   * Returns a tensor; its bytes are valid until this source is closed.
   *
   * @throws org.rhodb.engine.error.QueryException X402 if there is none of that name, X4xx if
   *     damaged
   */
  TensorData tensor(String name);

  @Override
  void close();
}
