package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Rows rounded to 8 bits: a neuron's values in a part are whole multiples of a step, 1/127 of its
 * largest, up or down at random so that the mean is the value ({@link Dither}).
 *
 * <p><b>Error.</b> Let x and y be the rows of two neurons, d what rounding adds to them, a the step
 * of a part. The product is off by (x + d_x) d_y + y d_x. Given d_x, the first is a sum of
 * independent numbers of mean 0, each between two bounds a_y |x + d_x| apart, so by Hoeffding 1963,
 * theorem 2, it exceeds
 *
 * <pre>sqrt(L / 2) sqrt(sum over parts of a_y² |x + d_x|²)</pre>
 *
 * with probability 2 exp(-L) at most, and the second likewise. All neurons of one network are
 * rounded by the same numbers, so two of the same network have no independent d: |d_x d_y| is at
 * most the sum over parts of rows x a_x a_y, which is added there ({@link RoundingErrors#own}). By
 * Cauchy-Schwarz that root is at most the fourth roots of the sums of a⁴ and of |x + d_x|⁴, so that
 * each neuron has its own factor. Rounding of float32 leaves means of at most {@link Dither#BIAS}
 * a.
 *
 * <p>Products are exact in 32 bits; what is left of float32 is counted by its number of sums.
 */
final class Int8Rows extends RoundedRows {
  /** Rows whose products certainly fit in 32 bits: 127² x 65,536 < 2^31. */
  static final int PART_ROWS = 1 << 16;

  /** Steps to the largest value: float32 cannot round 126.99 and a number below 1 up to 128. */
  private static final double STEPS = 126.99;

  /** Largest values are taken from float32: no more than this can be missing. */
  private static final double FLOAT_SLACK = 1.0001;

  private final Dither dither;
  private final List<double[]> steps = new ArrayList<>();
  private final double[] stepFourths;
  private final double[] normFourths;
  private final double[] norms;
  private final double[] stepSquares;
  private final NDArray buffer;
  private long rows;

  Int8Rows(ScreenKernels kernels, int neurons, String of) {
    super(kernels, neurons);
    this.dither = new Dither(of);
    this.stepFourths = new double[neurons];
    this.normFourths = new double[neurons];
    this.norms = new double[neurons];
    this.stepSquares = new double[neurons];
    this.buffer = scope().create(new Shape(stripRows(), neurons));
  }

  @Override
  void add(NDArray source, float[] ones, float[] shift) {
    int height = Math.toIntExact(source.getShape().get(0));
    for (int first = 0; first < height; first += PART_ROWS) {
      addPart(source, first, Math.min(PART_ROWS, height - first), ones, shift);
    }
  }

  private void addPart(NDArray source, int first, int count, float[] ones, float[] shift) {
    NDArray values = scope().create(new Shape(count, neurons()), DataType.INT8);
    try (NDManager local = kernels().runtime().openScope()) {
      boolean isShifted = isShifted(shift);
      List<NDArray> one = isShifted ? List.of(local.create(ones)) : List.of();
      double[] step = step(source, first, count, one, ones, shift);
      float[] coefficient = new float[neurons()];
      float[] offset = new float[neurons()];
      for (int i = 0; i < neurons(); i++) {
        coefficient[i] = step[i] > 0 ? (float) (1 / step[i]) : 0;
        offset[i] = shift[i] * coefficient[i];
      }
      kernels()
          .script()
          .apply(
              "round_int8",
              values,
              source,
              first,
              local.create(coefficient),
              local.create(dither.draw(count)),
              one,
              local.create(offset),
              buffer);
    }
    addPart(values);
  }

  private static boolean isShifted(float[] shift) {
    for (float value : shift) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the steps of a part, and adds them and its norms to the sums. */
  private double[] step(
      NDArray source, int first, int count, List<NDArray> one, float[] ones, float[] shift) {
    double square = 0;
    double most = 0;
    for (int row = first; row < first + count; row++) {
      square += (double) ones[row] * ones[row];
      most = Math.max(most, Math.abs(ones[row]));
    }
    double[] step = new double[neurons()];
    TorchScript script = kernels().script();
    try (NDManager local = kernels().runtime().openScope()) {
      List<NDArray> facts =
          script.callForAll(local, "column_facts", source, first, count, stripRows());
      float[] low = facts.get(0).toFloatArray();
      float[] high = facts.get(1).toFloatArray();
      double[] squares = facts.get(2).toDoubleArray();
      float[] dot =
          one.isEmpty()
              ? new float[neurons()]
              : script.call(local, "column_sums", source, first, count, one.get(0)).toFloatArray();
      for (int i = 0; i < neurons(); i++) {
        double largest = Math.max(-low[i], high[i]) + Math.abs(shift[i]) * most;
        step[i] = largest / STEPS * FLOAT_SLACK;
        double centred = squares[i] + shift[i] * (shift[i] * square - 2.0 * dot[i]);
        double rounded =
            Math.sqrt(Math.max(0, centred)) * FLOAT_SLACK
                + FLOAT_SLACK * step[i] * Math.sqrt(count);
        norms[i] += rounded * rounded;
        normFourths[i] += Math.pow(rounded, 4);
        stepSquares[i] += count * step[i] * step[i];
        stepFourths[i] += Math.pow(step[i], 4);
      }
    }
    rows += count;
    steps.add(step);
    return step;
  }

  @Override
  double[] scale(int part) {
    return steps.get(part);
  }

  @Override
  RoundingErrors errors(double[] factor, double exponent) {
    RoundingErrors errors = new RoundingErrors(neurons());
    double spread = Math.sqrt(exponent / 2) + Math.sqrt((double) rows) * Dither.BIAS;
    double sums = Math.scalb(1.0, -20) + parts() * Math.scalb(1.0, -22);
    for (int i = 0; i < neurons(); i++) {
      double step = Math.sqrt(Math.sqrt(stepFourths[i]));
      double norm = Math.sqrt(Math.sqrt(normFourths[i]));
      errors.set(
          i,
          factor[i] * step * spread,
          factor[i] * norm,
          factor[i] * Math.sqrt(norms[i] * sums),
          factor[i] * Math.sqrt(stepSquares[i]));
    }
    return errors;
  }
}
