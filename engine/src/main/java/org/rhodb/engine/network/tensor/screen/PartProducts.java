package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Upper bounds of rho: products of two networks' rounded rows, part by part, each times the factors
 * of both neurons, on top of what does not depend on the rows, which are offsets and margins. With
 * the margin in it a bound is compared as it is.
 *
 * @param left rows of the bounds, and {@code right} columns: parts in the same order
 * @param leftStart shape [row][term], and {@code rightStart} shape [term][column]: their product is
 *     what bounds begin with, below -3 without variance
 */
record PartProducts(
    ScreenKernels kernels, Side left, Side right, NDArray leftStart, NDArray rightStart) {
  /**
   * Products added up at once, so that cancellation is heard within a second: 0.65 s in 8 bits on
   * two Zen 4 cores, and in float32 0.6 s on two Zen 3 cores.
   */
  private static final long INT8_PRODUCTS = 1L << 38;

  private static final long FLOAT_PRODUCTS = 1L << 35;

  /** The rounded rows of some neurons, shape [row][neuron] a part, and the neurons' factors. */
  record Side(List<NDArray> parts, List<NDArray> scales) {}

  /**
   * What bounds are computed in, however many rows: from the first on.
   *
   * @param sum upper bounds, shape [row][column], float32
   * @param product of a part, shape [row][column]
   */
  record Buffers(NDArray sum, NDArray product) {
    int rows() {
      return (int) sum.getShape().get(0);
    }

    void close() {
      sum.close();
      product.close();
    }
  }

  private boolean isInt8() {
    return left.parts.get(0).getDataType() == DataType.INT8;
  }

  /** Returns how many bounds are computed at once at most. */
  long values() {
    long rows = 1;
    for (NDArray part : left.parts) {
      rows = Math.max(rows, part.getShape().get(0));
    }
    return (isInt8() ? INT8_PRODUCTS : FLOAT_PRODUCTS) / rows;
  }

  /** Allocates for so many rows. */
  Buffers open(NDManager owner, int rows) {
    int columns = (int) rightStart.getShape().get(1);
    return new Buffers(
        owner.create(new Shape(rows, columns)),
        kernels.script().call(owner, "products", right.parts.get(0), rows, columns, isInt8()));
  }

  /**
   * Computes some rows of bounds.
   *
   * @param between called before each part; may throw to stop
   */
  void bound(Buffers into, int first, int rows, Runnable between) {
    kernels.script().apply("offsets", into.sum, leftStart, first, rows, rightStart);
    for (int p = 0; p < left.parts.size(); p++) {
      between.run();
      kernels
          .script()
          .apply(
              "add_products",
              into.sum,
              into.product,
              first,
              rows,
              left.parts.get(p),
              left.scales.get(p),
              right.parts.get(p),
              right.scales.get(p),
              isInt8());
    }
  }
}
