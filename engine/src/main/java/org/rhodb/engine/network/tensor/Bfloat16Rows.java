package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;

/**
 * Rows rounded to bfloat16. With d the part of x that rounding takes, a product is off by |d_x| |y|
 * + |x| |d_y| at most, and by 2^-8 |x| |y| for the rounding of the product's parts and of its sums
 * in float32.
 */
final class Bfloat16Rows extends RoundedRows {
  /** Rows multiplied at once: the sums of parts are rounded, so parts are large. */
  private static final int PART_ROWS = 8192;

  /** Rounding of partial products to bfloat16, 2^-9 of each, and as much again for float32 sums. */
  private static final double PRODUCT_ROUNDING = 1.0 / 256;

  private final double[] squaredNorms;
  private final double[] squaredErrors;

  Bfloat16Rows(ScreenKernels kernels, int neurons) {
    super(kernels, neurons);
    this.squaredNorms = new double[neurons];
    this.squaredErrors = new double[neurons];
  }

  @Override
  void add(NDArray source, float[] ones, float[] shift) {
    int height = Math.toIntExact(source.getShape().get(0));
    try (NDManager local = kernels().runtime().openScope()) {
      NDArray one = local.create(ones);
      NDArray mean = local.create(shift);
      for (int first = 0; first < height; first += PART_ROWS) {
        int count = Math.min(PART_ROWS, height - first);
        List<NDArray> rounded =
            kernels()
                .script()
                .callForAll(
                    scope(), "round_bfloat16", source, first, count, one, mean, stripRows());
        addPart(rounded.get(0));
        add(squaredNorms, rounded.get(1));
        add(squaredErrors, rounded.get(2));
      }
    }
  }

  private static void add(double[] sums, NDArray more) {
    double[] values = more.toDoubleArray();
    Arrays.setAll(sums, i -> sums[i] + values[i]);
    more.close();
  }

  @Override
  double[] scale(int part) {
    double[] scale = new double[neurons()];
    Arrays.fill(scale, 1);
    return scale;
  }

  @Override
  RoundingErrors errors(double[] factor, double exponent) {
    RoundingErrors errors = new RoundingErrors(neurons());
    for (int i = 0; i < neurons(); i++) {
      double error = Math.sqrt(squaredErrors[i]);
      double norm = Math.sqrt(squaredNorms[i]) + error;
      errors.set(
          i, factor[i] * error, factor[i] * norm, factor[i] * norm * Math.sqrt(PRODUCT_ROUNDING));
    }
    return errors;
  }
}
