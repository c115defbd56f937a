package org.rhodb.benchmark;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.CrossProduct;
import org.rhodb.engine.network.tensor.NeuronRange;
import org.rhodb.engine.network.tensor.RhoStrip;
import org.rhodb.engine.network.tensor.RhoTile;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.engine.statistic.Pearson;

/**
 * Largest error of rho, against sums in float64, after very many blocks: with one float32
 * accumulator and with the second that long passes use.
 *
 * <pre>
 * java -cp ... org.rhodb.benchmark.AccumulationError
 * </pre>
 */
public final class AccumulationError {
  private static final int NEURONS = 48;
  private static final int CARRY_BLOCKS = 64;

  private AccumulationError() {}

  /** Measures some numbers of blocks. */
  public static void main(String[] arguments) {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1);
        CorrelationKernels kernels = CorrelationKernels.load(runtime)) {
      measure(System.out, runtime, kernels, 4096, 16);
      measure(System.out, runtime, kernels, 64, 1_024);
      measure(System.out, runtime, kernels, 64, 24_576);
    }
  }

  private static void measure(
      PrintStream out,
      TensorRuntime runtime,
      CorrelationKernels kernels,
      int blockTokens,
      int blocks) {
    GaussianNumbers numbers = new GaussianNumbers(1);
    NeuronRange range = new NeuronRange(0, NEURONS);
    double[] xy = new double[NEURONS * NEURONS];
    double[] sums = new double[NEURONS];
    double[] squares = new double[NEURONS];
    double[] centre = new double[NEURONS];
    try (TokenBlock block = kernels.openBlock(blockTokens, NEURONS);
        ColumnChoice all = new ColumnChoice(IntStream.range(0, NEURONS).toArray());
        CrossProduct one = kernels.openProduct(range, range, false);
        CrossProduct two = kernels.openProduct(range, range, true)) {
      for (int b = 0; b < blocks; b++) {
        float[] values = activations(numbers, blockTokens);
        if (b == 0) {
          System.arraycopy(toDouble(values), 0, centre, 0, NEURONS);
        }
        addExactly(values, centre, xy, sums, squares);
        try (ActivationMatrix batch = ActivationMatrix.of(runtime, values, NEURONS)) {
          block.clear();
          block.fill(batch, 0, blockTokens, all);
        }
        block.standardise();
        one.add(block, block, () -> {});
        two.add(block, block, () -> {});
        if ((b + 1) % CARRY_BLOCKS == 0) {
          two.carry();
        }
      }
      long n = (long) blocks * blockTokens;
      out.printf(
          Locale.ROOT,
          "%,d blocks of %,d tokens: one accumulator %.2e, two %.2e%n",
          blocks,
          blockTokens,
          largestError(one, block, xy, sums, squares, n),
          largestError(two, block, xy, sums, squares, n));
    }
  }

  /** Skewed values, many of them highly correlated: the sums that grow the most. */
  private static float[] activations(GaussianNumbers numbers, int tokens) {
    float[] values = new float[tokens * NEURONS];
    double[] signals = new double[4];
    for (int t = 0; t < tokens; t++) {
      for (int s = 0; s < signals.length; s++) {
        signals[s] = numbers.next();
      }
      for (int j = 0; j < NEURONS; j++) {
        double x = signals[j % 4] * 3 + 0.3 * numbers.next() + (j % 5 - 3);
        double gelu = 0.5 * x * (1 + Math.tanh(0.79788456 * (x + 0.044715 * x * x * x)));
        values[t * NEURONS + j] = (float) gelu;
      }
    }
    return values;
  }

  private static double[] toDouble(float[] values) {
    return IntStream.range(0, NEURONS).mapToDouble(i -> values[i]).toArray();
  }

  private static void addExactly(
      float[] values, double[] centre, double[] xy, double[] sums, double[] squares) {
    double[] row = new double[NEURONS];
    for (int t = 0; t < values.length / NEURONS; t++) {
      for (int j = 0; j < NEURONS; j++) {
        row[j] = values[t * NEURONS + j] - centre[j];
        sums[j] += row[j];
        squares[j] += row[j] * row[j];
      }
      for (int i = 0; i < NEURONS; i++) {
        for (int j = 0; j < NEURONS; j++) {
          xy[i * NEURONS + j] += row[i] * row[j];
        }
      }
    }
  }

  private static double largestError(
      CrossProduct product,
      TokenBlock block,
      double[] xy,
      double[] sums,
      double[] squares,
      long n) {
    double largest = 0;
    try (RhoTile tile = product.openTile(block.moments(), block.moments());
        RhoStrip strip = tile.openStrip(0, NEURONS)) {
      double[] rho = strip.toArray();
      for (int i = 0; i < NEURONS; i++) {
        for (int j = 0; j < NEURONS; j++) {
          double exact =
              Pearson.ofSums(xy[i * NEURONS + j], sums[i], sums[j], squares[i], squares[j], n);
          largest = Math.max(largest, Math.abs(rho[i * NEURONS + j] - exact));
        }
      }
    }
    return largest;
  }
}
