package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Ablated runs that go through the output head as one batch, a tile of the vocabulary at a time.
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
   * @param changes of all runs, one below the other, [R n][d_model]
   */
  ComparedRuns(PredictedChunk chunk, NDManager work, NDArray changes) {
    this.chunk = chunk;
    this.kernels = chunk.kernels();
    this.runs = (int) changes.getShape().get(0) / chunk.size();
    this.changes = changes;
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

  /** Over a sample of the vocabulary. */
  static final class Sampled extends ComparedRuns {
    private final TokenSample sample;
    private final NDArray moments;

    Sampled(PredictedChunk group, NDManager work, NDArray changes, TokenSample sample) {
      super(group, work, changes);
      this.sample = sample;
      this.moments = work.zeros(new Shape(super.runs, 2), DataType.FLOAT64);
    }

    /**
     * Takes one tile, whose weights are probabilities times factors.
     *
     * @param certain how many of its first tokens were certain to be drawn
     */
    void add(HeadTile tile, int certain) {
      super.kernels.apply(
          "add_sampled_tile",
          super.changes,
          super.centers,
          tile.rows(),
          tile.weights(),
          certain,
          super.sums,
          moments);
    }

    @Override
    NDArray divergences(NDManager work) {
      return super.kernels.call(work, "sampled_divergences", super.sums);
    }

    /**
     * Returns the variance of each run's sum of divergences, as the differences among the drawn
     * tokens' parts show it.
     */
    double[] variances() {
      double[] flat = moments.toDoubleArray();
      int drawn = sample.size() - sample.certain();
      double[] variances = new double[super.runs];
      for (int r = 0; r < variances.length && drawn > 0; r++) {
        double sum = flat[2 * r];
        double apart = drawn == 1 ? sum * sum : flat[2 * r + 1] - sum * sum / drawn;
        variances[r] = Math.max(0, apart) * drawn / Math.max(1, drawn - 1);
      }
      return variances;
    }
  }
}
