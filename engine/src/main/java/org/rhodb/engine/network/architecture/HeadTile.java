package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/** Some tokens of the vocabulary, as every run that is compared needs them: T of them. */
final class HeadTile {
  private final NDManager scope;
  private final NDArray rows;
  private final NDArray weights;
  private RoundedHead.@Nullable Rows rounded;

  /**
   * Computes a tile.
   *
   * @param scope owns the tile's arrays
   * @param tokens their ids, int64 [T]
   */
  HeadTile(PredictedChunk chunk, NDManager scope, NDArray tokens) {
    this.scope = scope;
    OutputHead head = chunk.head();
    this.rows = head.kernels().call(scope, "rows", head.head(), tokens);
    this.weights = head.kernels().call(scope, "weights", chunk.normalised(), rows, chunk.top());
    head.kernels().apply("center", rows, head.mean());
  }

  /** Returns the centred rows of the head, [T][d_model]. */
  NDArray rows() {
    return rows;
  }

  /** Makes the rows also available in 8 bits; values and steps are its scope's. */
  void round(RoundedHead.Rows rows) {
    rounded = rows;
  }

  /** Returns what owns the tile's arrays. */
  NDManager scope() {
    return scope;
  }

  /** Returns the rows in 8 bits; null: they are not rounded. */
  RoundedHead.@Nullable Rows rounded() {
    return rounded;
  }

  /** Returns the number of tokens. */
  int width() {
    return (int) rows.getShape().get(0);
  }

  /** Returns the clean probabilities times the mass, [n][T]. */
  NDArray weights() {
    return weights;
  }
}
