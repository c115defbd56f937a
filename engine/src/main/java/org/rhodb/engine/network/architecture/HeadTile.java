package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Some tokens of the vocabulary, as every run that is compared needs them: T of them. */
final class HeadTile {
  private final NDArray rows;
  private final NDArray weights;

  /**
   * Computes a tile.
   *
   * @param scope owns the tile's arrays
   * @param tokens their ids, int64 [T]
   */
  HeadTile(PredictedChunk chunk, NDManager scope, NDArray tokens) {
    OutputHead head = chunk.head();
    this.rows = head.kernels().call(scope, "rows", head.head(), tokens);
    this.weights = head.kernels().call(scope, "weights", chunk.normalised(), rows, chunk.top());
    head.kernels().apply("center", rows, head.mean());
  }

  /** Returns the centred rows of the head, [T][d_model]. */
  NDArray rows() {
    return rows;
  }

  /** Returns the number of tokens. */
  int width() {
    return (int) rows.getShape().get(0);
  }

  /** Returns the clean probabilities times the mass, [n][T]; what samples scale. */
  NDArray weights() {
    return weights;
  }
}
