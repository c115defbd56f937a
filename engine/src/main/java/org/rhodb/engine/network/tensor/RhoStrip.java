package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Some rows of correlations, shape [rows][columns], float64, on the device. */
public final class RhoStrip implements AutoCloseable {
  private final CorrelationKernels kernels;
  private final NDManager scope;
  private final NDArray rho;

  RhoStrip(CorrelationKernels kernels, NDManager scope, NDArray rho) {
    this.kernels = kernels;
    this.scope = scope;
    this.rho = rho;
  }

  /** Highest correlations along an axis. */
  public static final class Maxima {
    private final double[] values;
    private final long[] indices;

    private Maxima(double[] values, long[] indices) {
      this.values = values;
      this.indices = indices;
    }

    /** Returns the number of maxima. */
    public int size() {
      return values.length;
    }

    /** Returns the highest rho; NaN where no candidate has a defined one. */
    public double rho(int i) {
      return values[i] < -1 ? Double.NaN : values[i];
    }

    /** Returns the lowest index of a candidate that has the highest rho. */
    public int index(int i) {
      return (int) indices[i];
    }
  }

  /** Pairs that were selected, row by row. */
  public static final class Pairs {
    private final long[] places;
    private final double[] values;

    private Pairs(long[] places, double[] values) {
      this.places = places;
      this.values = values;
    }

    /** Returns the number of pairs. */
    public int size() {
      return values.length;
    }

    /** Returns a pair's row within the strip. */
    public int row(int i) {
      return (int) places[2 * i];
    }

    /** Returns a pair's column. */
    public int column(int i) {
      return (int) places[2 * i + 1];
    }

    /** Returns a pair's rho. */
    public double rho(int i) {
      return values[i];
    }
  }

  /** Returns each row's highest rho. */
  public Maxima rowMaxima() {
    return maxima(1);
  }

  /** Returns each column's highest rho. */
  public Maxima columnMaxima() {
    return maxima(0);
  }

  private Maxima maxima(int axis) {
    try (NDManager local = kernels.runtime().openScope()) {
      List<NDArray> best = kernels.script().callForAll(local, "maxima", rho, axis);
      return new Maxima(best.get(0).toDoubleArray(), best.get(1).toLongArray());
    }
  }

  /**
   * Returns the pairs with {@code low <= rho <= high} and {@code |rho| >= magnitude}; compared on
   * the device, only what is selected is copied.
   */
  public Pairs select(double low, double high, double magnitude) {
    try (NDManager local = kernels.runtime().openScope()) {
      List<NDArray> found = kernels.script().callForAll(local, "select", rho, low, high, magnitude);
      return new Pairs(found.get(0).toLongArray(), found.get(1).toDoubleArray());
    }
  }

  /** Copies every correlation to the heap, row-major; NaN where undefined. */
  public double[] toArray() {
    return rho.toDoubleArray();
  }

  @Override
  public void close() {
    scope.close();
  }
}
