package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.rhodb.engine.network.tensor.CorrelationKernels;

/**
 * The numbers of a sketch by rows, to be kept and to be put back: the sums of every row, then the
 * energies of every range. Must not outlive the sketch. Whoever opens it closes it.
 */
public final class SketchRows implements AutoCloseable {
  private final CorrelationKernels kernels;
  private final TokenSketch sketch;
  private final NDManager scope;
  private final NDArray sums;
  private final NDArray energies;

  private SketchRows(CorrelationKernels kernels, TokenSketch sketch) {
    this.kernels = kernels;
    this.sketch = sketch;
    this.scope = kernels.runtime().openScope();
    this.sums = sketch.sums().reshape(-1, sketch.neurons());
    this.energies = sketch.energies();
    sums.attach(scope);
  }

  /** Opens the rows of a sketch. Caller closes. */
  public static SketchRows open(CorrelationKernels kernels, TokenSketch sketch) {
    return new SketchRows(kernels, sketch);
  }

  /** Returns the number of rows of a sketch: of sums, then of energies. */
  public static int count(SketchShape shape) {
    return Math.toIntExact(shape.count()) + shape.ranges();
  }

  /** Returns how many of some rows, from one on, can be read or put back at once. */
  public int together(int first, int rows) {
    return first < height() ? Math.min(rows, height() - first) : rows;
  }

  private int height() {
    return Math.toIntExact(sums.getShape().get(0));
  }

  /**
   * Copies rows to the heap.
   *
   * @param rows no more than {@link #together}
   * @return shape [rows][neurons], row-major
   */
  public float[] read(int first, int rows) {
    int height = height();
    NDArray from = first < height ? sums : energies;
    int at = first < height ? first : first - height;
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray part = from.get(new NDIndex(at + ":" + (at + rows)));
      part.attach(local);
      return part.toFloatArray();
    }
  }

  /** Puts rows back that {@link #read} gave. */
  public void restore(int first, int rows, float[] values) {
    int height = height();
    NDArray into = first < height ? sums : energies;
    int at = first < height ? first : first - height;
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray part = local.create(values, new Shape(rows, sketch.neurons()));
      kernels.script().apply("copy_rows", into, at, part, 0, rows, 0);
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
