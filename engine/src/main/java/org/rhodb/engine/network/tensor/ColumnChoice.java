package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of captured activations a block is made of, ascending. Not thread-safe; what it
 * puts on the device is released with {@link #close}.
 */
public final class ColumnChoice implements AutoCloseable {
  private final int[] columns;
  private @Nullable NDArray index;

  /**
   * Creates a choice.
   *
   * @param columns ascending, at least one; taken over
   */
  public ColumnChoice(int[] columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException("no column");
    }
    this.columns = columns;
  }

  boolean isContiguous() {
    return columns[columns.length - 1] - columns[0] == columns.length - 1;
  }

  int first() {
    return columns[0];
  }

  NDArray index(TensorRuntime runtime) {
    if (index == null) {
      long[] values = new long[columns.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = columns[i];
      }
      index = runtime.manager().create(values);
    }
    return index;
  }

  @Override
  public void close() {
    if (index != null) {
      index.close();
      index = null;
    }
  }
}
