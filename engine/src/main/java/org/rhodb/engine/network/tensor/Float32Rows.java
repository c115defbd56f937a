package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * Rows as they are, for machines that multiply no shorter type faster. A product of a part is a sum
 * of {@link #PART_ROWS} terms in float32, so it is off by no more than as many times 2^-24 |x| |y|.
 */
final class Float32Rows extends RoundedRows {
  /** Rows multiplied at once: fewer are off by less, and are added up more often. */
  private static final int PART_ROWS = 8192;

  /** What a sum of a part's products may be off, in units of the norms. */
  private static final double PRODUCT_ROUNDING = Math.scalb((double) PART_ROWS, -24);

  /** What subtracting means and adding up parts may. */
  private static final double SUM_ROUNDING = Math.scalb(1.0, -20);

  private final double[] squaredNorms;

  Float32Rows(ScreenKernels kernels, int neurons) {
    super(kernels, neurons);
    this.squaredNorms = new double[neurons];
  }

  @Override
  void add(NDArray source, float[] ones, float[] shift) {
    int height = Math.toIntExact(source.getShape().get(0));
    try (NDManager local = kernels().runtime().openScope()) {
      NDArray one = local.create(ones);
      NDArray mean = local.create(shift);
      for (int first = 0; first < height; first += PART_ROWS) {
        int count = Math.min(PART_ROWS, height - first);
        TorchScript script = kernels().script();
        NDArray part = script.call(scope(), "shifted_rows", source, first, count, one, mean);
        try (NDArray squares = script.call(local, "squared_norms", part, stripRows())) {
          double[] more = squares.toDoubleArray();
          Arrays.setAll(squaredNorms, i -> squaredNorms[i] + more[i]);
        }
        addPart(part);
      }
    }
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
    double product = PRODUCT_ROUNDING + parts() * SUM_ROUNDING;
    for (int i = 0; i < neurons(); i++) {
      double norm = factor[i] * Math.sqrt(squaredNorms[i]);
      errors.set(i, norm * Math.scalb(1.0, -23), norm, norm * Math.sqrt(product));
    }
    return errors;
  }
}
