package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;

/**
 * Rows rounded to bfloat16, or as they are in float32. With d the part of x that rounding takes, a
 * product is off by |d_x| |y| + |x| |d_y| at most, and by a share of |x| |y| for the rounding of
 * its parts and of their sums in float32.
 */
final class FloatRows extends RoundedRows {
  /** Rows multiplied at once: the sums of parts are rounded, so parts are large. */
  private static final int PART_ROWS = 8192;

  /** Rounding of partial products to bfloat16, 2^-9 of each, and as much again for float32 sums. */
  private static final double BFLOAT16_SHARE = 1.0 / 256;

  /** A sum of a part's products in float32: each term may be rounded, by 2^-24. */
  private static final double FLOAT32_SHARE = Math.scalb((double) PART_ROWS, -24);

  /** Adding up a part's products. */
  private static final double PART_SHARE = Math.scalb(1.0, -20);

  private final ScreenType type;
  private final double[] squaredNorms;
  private final double[] squaredErrors;

  FloatRows(ScreenKernels kernels, ScreenType type, int neurons) {
    super(kernels, neurons);
    this.type = type;
    this.squaredNorms = new double[neurons];
    this.squaredErrors = new double[neurons];
  }

  @Override
  void add(NDArray source, float[] ones, float[] shift) {
    int height = Math.toIntExact(source.getShape().get(0));
    String kernel = type == ScreenType.BFLOAT16 ? "round_bfloat16" : "round_float32";
    try (NDManager local = kernels().runtime().openScope()) {
      NDArray one = local.create(ones);
      NDArray mean = local.create(shift);
      for (int first = 0; first < height; first += PART_ROWS) {
        int count = Math.min(PART_ROWS, height - first);
        List<NDArray> rounded =
            kernels()
                .script()
                .callForAll(scope(), kernel, source, first, count, one, mean, stripRows());
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
    double share =
        (type == ScreenType.BFLOAT16 ? BFLOAT16_SHARE : FLOAT32_SHARE) + parts() * PART_SHARE;
    for (int i = 0; i < neurons(); i++) {
      double norm = Math.sqrt(squaredNorms[i]);
      // Means are subtracted in float32 before anything is rounded.
      double error = Math.sqrt(squaredErrors[i]) + norm * Math.scalb(1.0, -23);
      norm += error;
      errors.set(i, factor[i] * error, factor[i] * norm, factor[i] * norm * Math.sqrt(share), 0);
    }
    return errors;
  }
}
