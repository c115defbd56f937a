package org.rhodb.engine.network.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.engine.statistic.Pearson;

public class CrossProductTest {
  private TensorRuntime runtime;
  private CorrelationKernels kernels;

  @BeforeEach
  void start() {
    runtime = TensorRuntime.start("cpu", 2);
    kernels = CorrelationKernels.load(runtime);
  }

  @AfterEach
  void stop() {
    kernels.close();
    assertThat(runtime.openArrays()).isZero();
    runtime.close();
  }

  /**
   * Values like post-GELU activations: a few large, most near -0.1, some neurons with big means.
   */
  public static float[][] activations(int tokens, int neurons, long seed) {
    GaussianNumbers numbers = new GaussianNumbers(seed);
    float[][] values = new float[tokens][neurons];
    double[] common = new double[4];
    for (float[] row : values) {
      for (int f = 0; f < common.length; f++) {
        common[f] = numbers.next();
      }
      for (int j = 0; j < neurons; j++) {
        double x = common[j % common.length] * (j % 7) / 3.0 + numbers.next() + (j % 5 - 3);
        double gelu =
            0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
        row[j] = (float) (gelu * Math.pow(10, j % 9 - 4) + (j % 11 == 0 ? 100 : 0));
      }
    }
    return values;
  }

  public static double[] column(float[][] values, int neuron) {
    double[] column = new double[values.length];
    for (int t = 0; t < column.length; t++) {
      column[t] = values[t][neuron];
    }
    return column;
  }

  public static ActivationMatrix matrix(
      TensorRuntime runtime, float[][] values, int first, int rows) {
    NDManager scope = runtime.openScope();
    int neurons = values[0].length;
    float[] flat = new float[rows * neurons];
    for (int t = 0; t < rows; t++) {
      System.arraycopy(values[first + t], 0, flat, t * neurons, neurons);
    }
    return new ActivationMatrix(scope, scope.create(flat, new Shape(rows, neurons)));
  }

  /** Correlates through blocks of {@code blockTokens}, fed by batches of {@code batch} tokens. */
  private double[] correlate(
      float[][] x, float[][] y, int blockTokens, int batch, boolean isCarried) {
    NeuronRange xs = new NeuronRange(0, x[0].length);
    NeuronRange ys = new NeuronRange(0, y[0].length);
    int tokens = x.length;
    try (TokenBlock left = kernels.openBlock(blockTokens, xs.size());
        TokenBlock right = kernels.openBlock(blockTokens, ys.size());
        ColumnChoice allX =
            new ColumnChoice(java.util.stream.IntStream.range(0, xs.size()).toArray());
        ColumnChoice allY =
            new ColumnChoice(java.util.stream.IntStream.range(0, ys.size()).toArray());
        CrossProduct product = kernels.openProduct(xs, ys, isCarried)) {
      for (int from = 0; from < tokens; from += blockTokens) {
        int until = Math.min(tokens, from + blockTokens);
        for (int at = from; at < until; at += batch) {
          int rows = Math.min(batch, until - at);
          try (ActivationMatrix a = matrix(runtime, x, at, rows);
              ActivationMatrix b = matrix(runtime, y, at, rows)) {
            assertThat(left.fill(a, 0, blockTokens, allX)).isEqualTo(rows);
            assertThat(right.fill(b, 0, blockTokens, allY)).isEqualTo(rows);
          }
        }
        left.standardise();
        right.standardise();
        product.add(left, right, () -> {});
        product.carry();
        left.clear();
        right.clear();
      }
      try (RhoTile tile = product.openTile(left.moments(), right.moments());
          RhoStrip strip = tile.openStrip(0, tile.rows())) {
        return strip.toArray();
      }
    }
  }

  @Test
  void agreesWithTheTwoPassFormulaInFloat64() {
    float[][] x = activations(1500, 40, 1);
    float[][] y = activations(1500, 30, 2);
    double[] rho = correlate(x, y, 256, 100, false);
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 30; j++) {
        double expected = Pearson.twoPass(column(x, i), column(y, j));
        assertThat(rho[i * 30 + j]).as("%d, %d", i, j).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void dependsNeitherOnBatchesNorOnTheSecondAccumulator() {
    float[][] x = activations(700, 20, 3);
    float[][] y = activations(700, 25, 4);
    double[] rho = correlate(x, y, 128, 128, false);
    assertThat(correlate(x, y, 128, 7, false)).containsExactly(rho);
    double[] carried = correlate(x, y, 128, 128, true);
    for (int i = 0; i < rho.length; i++) {
      assertThat(carried[i]).isCloseTo(rho[i], within(1e-6));
    }
  }

  @Test
  void keepsNaNForConstantNeurons() {
    float[][] x = activations(300, 10, 5);
    for (float[] row : x) {
      row[3] = 0.1f;
      row[4] = -0f;
    }
    double[] rho = correlate(x, x, 100, 100, false);
    for (int j = 0; j < 10; j++) {
      assertThat(rho[3 * 10 + j]).isNaN();
      assertThat(rho[j * 10 + 4]).isNaN();
    }
    assertThat(rho[0]).isCloseTo(1, within(1e-6));
  }
}
