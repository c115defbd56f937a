package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Estimates of rho of two sets of neurons, and how far each may be off, some rows at a time: the
 * whole matrix is never held.
 */
public final class EstimateTile implements AutoCloseable {
  private final ScreenKernels kernels;
  private final NDManager scope;
  private final Estimates estimates;
  private final NDArray leftMargins;
  private final NDArray rightMargins;
  private final int rows;
  private final int columns;

  /** Computes estimates of some rows, shape [rows][columns], float32; below -3 without variance. */
  interface Estimates {
    NDArray estimate(NDManager owner, int first, int rows, Runnable between);
  }

  EstimateTile(
      ScreenKernels kernels,
      NDManager scope,
      float[] leftMargins,
      float[] rightMargins,
      Estimates estimates) {
    this.kernels = kernels;
    this.scope = scope;
    this.estimates = estimates;
    this.rows = leftMargins.length / EstimateMargins.TERMS;
    this.columns = rightMargins.length / EstimateMargins.TERMS;
    this.leftMargins = scope.create(leftMargins, new Shape(rows, EstimateMargins.TERMS));
    this.rightMargins = scope.create(rightMargins, new Shape(EstimateMargins.TERMS, columns));
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of columns. */
  public int columns() {
    return columns;
  }

  /**
   * Computes some rows. Caller closes.
   *
   * @param between called before each product, of a part of the rows that are multiplied; may throw
   *     to stop
   */
  public Strip openStrip(int first, int count, Runnable between) {
    NDManager owner = kernels.runtime().openScope();
    try {
      NDArray estimate = estimates.estimate(owner, first, count, between);
      NDArray margin =
          kernels.script().call(owner, "margins", leftMargins, first, count, rightMargins);
      return new Strip(kernels, owner, estimate, margin);
    } catch (RuntimeException | Error e) {
      owner.close();
      throw e;
    }
  }

  /** Some rows of estimates. */
  public static final class Strip implements AutoCloseable {
    private final ScreenKernels kernels;
    private final NDManager scope;
    private final NDArray estimate;
    private final NDArray margin;

    private Strip(ScreenKernels kernels, NDManager scope, NDArray estimate, NDArray margin) {
      this.kernels = kernels;
      this.scope = scope;
      this.estimate = estimate;
      this.margin = margin;
    }

    /**
     * Returns the pairs that may have {@code low <= rho <= high} and {@code |rho| >= magnitude}.
     */
    public Pairs select(double low, double high, double magnitude) {
      return pairs("select", low, high, magnitude);
    }

    /**
     * Returns the pairs that may be the best of their row or of their column.
     *
     * @param rowFloors what the best of each row is at least; infinite where it is not asked
     * @param columnFloors the same of the columns
     */
    public Pairs selectBest(float[] rowFloors, float[] columnFloors) {
      return pairs("select_best", scope.create(rowFloors), scope.create(columnFloors));
    }

    private Pairs pairs(String kernel, Object... bounds) {
      Object[] arguments = new Object[2 + bounds.length];
      arguments[0] = estimate;
      arguments[1] = margin;
      System.arraycopy(bounds, 0, arguments, 2, bounds.length);
      try (NDManager local = kernels.runtime().openScope()) {
        List<NDArray> found = kernels.script().callForAll(local, kernel, arguments);
        return new Pairs(
            Math.toIntExact(estimate.getShape().get(1)),
            found.get(0).toLongArray(),
            found.get(1).toFloatArray(),
            found.get(2).toFloatArray());
      }
    }

    /** Returns bounds of the best rho of each row and each column. */
    public BestBounds bestBounds() {
      try (NDManager local = kernels.runtime().openScope()) {
        List<NDArray> bounds = kernels.script().callForAll(local, "best_bounds", estimate, margin);
        return new BestBounds(
            bounds.get(0).toFloatArray(),
            bounds.get(1).toFloatArray(),
            bounds.get(2).toFloatArray(),
            bounds.get(3).toFloatArray());
      }
    }

    @Override
    public void close() {
      scope.close();
    }
  }

  /** Bounds of the best rho of rows and columns; below -3 where there is none. */
  public static final class BestBounds {
    private final float[] rowLow;
    private final float[] rowHigh;
    private final float[] columnLow;
    private final float[] columnHigh;

    private BestBounds(float[] rowLow, float[] rowHigh, float[] columnLow, float[] columnHigh) {
      this.rowLow = rowLow;
      this.rowHigh = rowHigh;
      this.columnLow = columnLow;
      this.columnHigh = columnHigh;
    }

    /** Returns what the best of a row is at least. */
    public float rowLow(int row) {
      return rowLow[row];
    }

    /** Returns what the best of a row is at most. */
    public float rowHigh(int row) {
      return rowHigh[row];
    }

    /** Returns what the best of a column, among these rows, is at least. */
    public float columnLow(int column) {
      return columnLow[column];
    }

    /** Returns what the best of a column, among these rows, is at most. */
    public float columnHigh(int column) {
      return columnHigh[column];
    }
  }

  /** Pairs that were selected, row by row. */
  public static final class Pairs {
    private final int width;
    private final long[] places;
    private final float[] estimates;
    private final float[] margins;

    private Pairs(int width, long[] places, float[] estimates, float[] margins) {
      this.width = width;
      this.places = places;
      this.estimates = estimates;
      this.margins = margins;
    }

    /** Returns the number of pairs. */
    public int size() {
      return estimates.length;
    }

    /** Returns a pair's row within the strip. */
    public int row(int i) {
      return (int) (places[i] / width);
    }

    /** Returns a pair's column. */
    public int column(int i) {
      return (int) (places[i] % width);
    }

    /** Returns a pair's estimate of rho. */
    public float estimate(int i) {
      return estimates[i];
    }

    /** Returns how far the estimate may be off. */
    public float margin(int i) {
      return margins[i];
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
