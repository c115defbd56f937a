package org.rhodb.connector.file;

import java.util.List;
import java.util.Set;
import org.rhodb.engine.catalog.TensorData;

/** Named tensors of one file, or of several as if they were one; headers are checked already. */
public interface TensorFile extends AutoCloseable {

  /** Returns the names of all tensors. */
  Set<String> names();

  /**
   * Returns the sizes of a tensor's axes without reading it.
   *
   * @throws org.rhodb.engine.error.QueryException X402 if there is none of that name
   */
  List<Long> shape(String name);

  /**
   * Maps a tensor.
   *
   * @throws org.rhodb.engine.error.QueryException X402 if there is none of that name, U304 if it
   *     has 2 GB or more
   */
  TensorData tensor(String name);

  @Override
  void close();
}
