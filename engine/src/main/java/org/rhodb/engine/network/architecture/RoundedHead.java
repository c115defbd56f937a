package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * The output head in 8 bits, a tile at a time, for one set of runs: dimensions are scaled so that
 * neither the head's rows nor what the runs changed have a few that are much wider than the rest.
 */
final class RoundedHead {
  private final TorchScript kernels;
  private final NDArray balance;
  private final NDArray expected;
  private final NDArray exact;

  /**
   * Rows in 8 bits.
   *
   * @param values [T][d_model], int8
   * @param steps what one step of a row is, [1][T]
   */
  record Rows(NDArray values, NDArray steps) {}

  /**
   * Fits factors to runs.
   *
   * @param work owns what is kept
   * @param energies sums of squares of what each run changed, [R][d_model]
   */
  RoundedHead(PredictedChunk chunk, NDManager work, NDArray energies) {
    this.kernels = chunk.kernels();
    this.balance = kernels.call(work, "balance", energies, chunk.head().deviations());
    this.expected = work.zeros(chunk.expected().getShape());
    this.exact = chunk.expected().duplicate();
    exact.attach(work);
  }

  /** Leaves a tile as it is. */
  void leave(HeadTile tile) {
    kernels.apply("leave_tile", tile.weights(), tile.rows(), exact);
  }

  /** Rounds a tile. */
  void round(HeadTile tile) {
    List<NDArray> rounded =
        kernels.callForAll(
            tile.scope(), "round_tile", tile.rows(), balance, tile.weights(), expected);
    tile.round(new Rows(rounded.get(0), rounded.get(1)));
  }

  /** Returns the factors of the changes' dimensions, [d_model]. */
  NDArray balance() {
    return balance;
  }

  /** Returns the rounded tiles' part of the clean distributions' expected row, [n][d_model]. */
  NDArray expected() {
    return expected;
  }

  /** Returns the same before rounding, once every other tile was left as it is. */
  NDArray exact() {
    return exact;
  }
}
