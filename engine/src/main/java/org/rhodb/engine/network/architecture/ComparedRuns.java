package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Ablated runs that go through the output head as one batch, a tile of the vocabulary at a time, in
 * float32.
 */
class ComparedRuns {
  private final PredictedChunk chunk;
  private final TorchScript kernels;
  private final int runs;
  private final NDArray changes;
  private final NDArray centers;
  private final NDArray sums;

  /**
   * Takes what runs changed.
   *
   * @param work owns what is kept until the sums are taken
   * @param each of each run, [n][d_model]
   */
  ComparedRuns(PredictedChunk chunk, NDManager work, List<NDArray> each) {
    this.chunk = chunk;
    this.kernels = chunk.kernels();
    this.runs = each.size();
    this.changes = kernels.call(work, "join", each);
    this.centers = kernels.call(work, "centers", changes, chunk.mass(), chunk.expected());
    this.sums = work.zeros(new Shape(runs, chunk.size()), DataType.FLOAT64);
  }

  /** Takes one tile. */
  void add(HeadTile tile) {
    kernels.apply("add_tile", changes, centers, tile.rows(), tile.weights(), sums);
  }

  /** Returns the divergence of each run at each position, float64 [R][n], of all tiles. */
  NDArray divergences(NDManager work) {
    return kernels.call(work, "divergences", sums, chunk.mass());
  }

  /** Returns the number of rows. */
  final int rows() {
    return runs * chunk.size();
  }

  /** Returns the sums of loss and divergence of each run, once every tile was added. */
  final double[][] finish(NDManager work) {
    double[] flat =
        kernels
            .call(
                work,
                "finish",
                divergences(work),
                changes,
                centers,
                chunk.losses(),
                chunk.head().head(),
                chunk.head().mean(),
                chunk.targets())
            .toDoubleArray();
    double[][] each = new double[runs][];
    for (int r = 0; r < runs; r++) {
      each[r] = new double[] {flat[2 * r], flat[2 * r + 1]};
    }
    return each;
  }

  /** With products in 8 bits where a tile is rounded. */
  static final class Rounded extends ComparedRuns {
    private final RoundedHead head;
    private final NDArray values;
    private final NDArray steps;

    Rounded(PredictedChunk chunk, NDManager work, RoundedHead head, List<NDArray> each) {
      super(chunk, work, each);
      this.head = head;
      List<NDArray> rounded =
          super.kernels.callForAll(work, "round_changes", super.changes, head.balance());
      this.values = rounded.get(0);
      this.steps = rounded.get(1);
    }

    @Override
    void add(HeadTile tile) {
      RoundedHead.Rows rounded = tile.rounded();
      if (rounded == null) {
        super.add(tile);
        return;
      }
      super.kernels.apply(
          "add_rounded_tile",
          values,
          steps,
          super.centers,
          rounded.values(),
          rounded.steps(),
          tile.weights(),
          super.sums);
    }

    @Override
    NDArray divergences(NDManager work) {
      return super.kernels.call(
          work,
          "rounded_divergences",
          super.sums,
          super.chunk.mass(),
          values,
          steps,
          head.expected(),
          super.changes,
          head.exact());
    }
  }
}
