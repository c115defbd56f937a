package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates of rho of two sets of neurons, and how far each may be off, some rows at a time: the
 * whole matrix is never held.
 */
public final class EstimateTile implements AutoCloseable {
  /** Values of a strip at most: 64 MB of bounds; more rows are multiplied no faster. */
  private static final long STRIP_VALUES = 1 << 24;

  /** Strips begin at whole multiples of this many rows: products of uneven sizes are slower. */
  private static final int EDGE = 16;

  private final ScreenKernels kernels;
  private final NDManager scope;
  private final PartProducts products;
  private final NDArray leftMargins;
  private final NDArray rightMargins;
  private final int rows;
  private final int columns;
  private PartProducts.@Nullable Buffers buffers;

  /**
   * Creates a tile.
   *
   * @param scope holds the arrays; closed by this
   * @param leftMargins shape [row][term], and {@code rightMargins} shape [term][column]: their
   *     product is how far estimates may be off
   */
  EstimateTile(
      ScreenKernels kernels,
      NDManager scope,
      NDArray leftMargins,
      NDArray rightMargins,
      PartProducts products) {
    this.kernels = kernels;
    this.scope = scope;
    this.products = products;
    this.leftMargins = leftMargins;
    this.rightMargins = rightMargins;
    this.rows = Math.toIntExact(leftMargins.getShape().get(0));
    this.columns = Math.toIntExact(rightMargins.getShape().get(1));
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of columns. */
  public int columns() {
    return columns;
  }

  /** Hears one strip of estimates; false stops. */
  public interface StripHearer {
    /**
     * Hears.
     *
     * @param strip valid until this returns
     * @param first its first row in the tile
     */
    boolean hear(Strip strip, int first, int rows);
  }

  /**
   * Computes the first rows, strip by strip.
   *
   * @param count how many, unless the hearer stops before
   * @param between called before each product, of a part of the rows that are multiplied; may throw
   *     to stop
   */
  public void sweep(int count, Runnable between, StripHearer hearer) {
    int step = stripRows();
    for (int first = 0; first < count; first += step) {
      int some = Math.min(step, count - first);
      if (!hearer.hear(strip(first, some, between), first, some)) {
        return;
      }
    }
  }

  /** Returns the rows of a strip that are multiplied fast and in less than a second. */
  int stripRows() {
    long count = Math.min(STRIP_VALUES, products.values()) / columns;
    return (int) Math.min(rows, count < EDGE ? Math.max(1, count) : count - count % EDGE);
  }

  /** Returns the bytes that strips of so many rows and columns take. */
  public static long bytes(long rows, long columns) {
    return 2L * Float.BYTES * Math.min(rows * columns, Math.max(columns, STRIP_VALUES));
  }

  /** Computes some rows, which are valid until the next ones are computed. */
  Strip strip(int first, int count, Runnable between) {
    PartProducts.Buffers room = room(count);
    products.bound(room, first, count, between);
    return new Strip(room.sum(), first, count);
  }

  private PartProducts.Buffers room(int count) {
    PartProducts.Buffers room = buffers;
    if (room == null || room.rows() < count) {
      if (room != null) {
        room.close();
      }
      room = products.open(scope, count);
      buffers = room;
    }
    return room;
  }

  /** Some rows of estimates. */
  public final class Strip {
    private final NDArray highs;
    private final int first;
    private final int count;

    private Strip(NDArray highs, int first, int count) {
      this.highs = highs;
      this.first = first;
      this.count = count;
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
      try (NDManager local = kernels.runtime().openScope()) {
        return pairs("select_best", local.create(rowFloors), local.create(columnFloors));
      }
    }

    private Pairs pairs(String kernel, Object... bounds) {
      try (NDManager local = kernels.runtime().openScope()) {
        List<NDArray> found = callForAll(local, kernel, bounds);
        return new Pairs(
            columns,
            found.get(0).toLongArray(),
            found.get(1).toFloatArray(),
            found.get(2).toFloatArray());
      }
    }

    private List<NDArray> callForAll(NDManager owner, String kernel, Object... bounds) {
      List<Object> arguments =
          new ArrayList<>(List.of(highs, leftMargins, first, count, rightMargins));
      arguments.addAll(List.of(bounds));
      return kernels.script().callForAll(owner, kernel, arguments.toArray());
    }

    /** Returns bounds of the best rho of each row and each column. */
    public BestBounds bestBounds() {
      try (NDManager local = kernels.runtime().openScope()) {
        List<NDArray> bounds = callForAll(local, "best_bounds");
        return new BestBounds(
            bounds.get(0).toFloatArray(),
            bounds.get(1).toFloatArray(),
            bounds.get(2).toFloatArray(),
            bounds.get(3).toFloatArray());
      }
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
