package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.rhodb.engine.statistic.Moments;

/** A random linear map of one layer's neurons. */
public final class RandomMap implements AutoCloseable {
  private final CorrelationKernels kernels;
  private final NDManager scope;
  private final NDArray map;

  RandomMap(CorrelationKernels kernels, NDManager scope, NDArray map) {
    this.kernels = kernels;
    this.scope = scope;
    this.map = map;
  }

  /** Returns the number of neurons it maps, and maps to. */
  public int size() {
    return Math.toIntExact(map.getShape().get(0));
  }

  /** Returns the map, shape [size][size], row-major. */
  public float[] toArray() {
    return map.toFloatArray();
  }

  /**
   * Maps a layer. The result must not outlive this map. Caller closes.
   *
   * @param moments moments of the block that the layer is in
   * @param squares the layer's product with itself
   */
  public MappedLayer openLayer(Moments moments, CrossProduct squares) {
    if (squares.x().size() != size() || !squares.x().equals(squares.y())) {
      throw new IllegalArgumentException("the product is not that of a layer with itself");
    }
    return new MappedLayer(kernels, map, moments, squares);
  }

  @Override
  public void close() {
    scope.close();
  }
}
