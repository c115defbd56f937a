package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Neurons ready to be screened: their sketch, shape [row][neuron], bfloat16, of norm near 1, and
 * what their estimates may be off.
 */
public final class ScreenedNeurons implements AutoCloseable {
  /** Rows of a sketch multiplied at once: the sums of parts are rounded, so parts are large. */
  private static final int PART_ROWS = 8192;

  private final ScreenKernels kernels;
  private final NDManager scope;
  private final NDArray sketch;
  private final EstimateMargins margins;

  ScreenedNeurons(ScreenKernels kernels, NDManager scope, NDArray sketch, EstimateMargins margins) {
    this.kernels = kernels;
    this.scope = scope;
    this.sketch = sketch;
    this.margins = margins;
  }

  /**
   * Returns estimates of rho with other neurons, sketched over the same tokens. Must not outlive
   * either. Caller closes.
   */
  public EstimateTile openTile(ScreenedNeurons right) {
    NDManager owner = kernels.runtime().openScope();
    NDArray leftBias = owner.create(margins.bias());
    NDArray rightBias = owner.create(right.margins.bias());
    return new EstimateTile(
        kernels,
        owner,
        margins,
        right.margins,
        (strip, first, rows) ->
            kernels
                .script()
                .call(
                    strip,
                    "estimate",
                    sketch,
                    first,
                    rows,
                    right.sketch,
                    leftBias,
                    rightBias,
                    PART_ROWS));
  }

  /** Returns some of these neurons. Caller closes. */
  public ScreenedNeurons openColumns(int[] columns) {
    NDManager owner = kernels.runtime().openScope();
    long[] index = new long[columns.length];
    for (int i = 0; i < index.length; i++) {
      index[i] = columns[i];
    }
    NDArray chosen =
        kernels
            .script()
            .call(owner, "choose", sketch, owner.create(index, new Shape(index.length)));
    return new ScreenedNeurons(kernels, owner, chosen, margins.choose(columns));
  }

  /** Returns the number of neurons. */
  public int neurons() {
    return margins.neurons();
  }

  /** Returns the median margin of pairs of neurons of equal margins; 0 without any. */
  public double typicalMargin() {
    return margins.typical();
  }

  /** Returns the bytes of so many neurons. */
  public static long bytes(SketchShape shape, long neurons) {
    return 2L * shape.rows() * neurons;
  }

  @Override
  public void close() {
    scope.close();
  }
}
