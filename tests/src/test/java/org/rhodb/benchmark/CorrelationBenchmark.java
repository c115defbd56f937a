package org.rhodb.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.CrossProduct;
import org.rhodb.engine.network.tensor.NeuronRange;
import org.rhodb.engine.network.tensor.RhoStrip;
import org.rhodb.engine.network.tensor.RhoTile;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TokenBlock;

/**
 * Rate of the dense correlation against the tensor library's own matMul of the same shapes, in the
 * same run, turn by turn; the best of several turns counts on both sides.
 *
 * <pre>
 * java -cp ... org.rhodb.benchmark.CorrelationBenchmark [threads] [neurons ...]
 * </pre>
 */
public final class CorrelationBenchmark {
  private static final int BLOCK_TOKENS = 4096;
  private static final int BATCH_TOKENS = 1024;
  private static final int TURNS = 5;

  private final PrintStream out;
  private final TensorRuntime runtime;
  private final CorrelationKernels kernels;

  private CorrelationBenchmark(PrintStream out, TensorRuntime runtime, CorrelationKernels kernels) {
    this.out = out;
    this.runtime = runtime;
    this.kernels = kernels;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    int threads =
        arguments.length > 0
            ? Integer.parseInt(arguments[0])
            : Runtime.getRuntime().availableProcessors();
    int[] sizes =
        arguments.length > 1
            ? IntStream.range(1, arguments.length)
                .map(i -> Integer.parseInt(arguments[i]))
                .toArray()
            : new int[] {4096, 9216};
    try (TensorRuntime runtime = TensorRuntime.start("cpu", threads);
        CorrelationKernels kernels = CorrelationKernels.load(runtime)) {
      CorrelationBenchmark benchmark = new CorrelationBenchmark(System.out, runtime, kernels);
      for (int neurons : sizes) {
        benchmark.run(neurons);
      }
    }
  }

  private void run(int neurons) throws IOException {
    double flops = 2.0 * BLOCK_TOKENS * neurons * neurons;
    NeuronRange range = new NeuronRange(0, neurons);
    double bestMatMul = Double.POSITIVE_INFINITY;
    double bestProduct = Double.POSITIVE_INFINITY;
    double bestBlock = Double.POSITIVE_INFINITY;
    double finish;
    try (ActivationMatrix x = random(neurons);
        ActivationMatrix y = random(neurons);
        TokenBlock left = kernels.openBlock(BLOCK_TOKENS, neurons);
        TokenBlock right = kernels.openBlock(BLOCK_TOKENS, neurons);
        ColumnChoice all = new ColumnChoice(IntStream.range(0, neurons).toArray());
        CrossProduct product = kernels.openProduct(range, range, false)) {
      for (int turn = 0; turn < TURNS; turn++) {
        bestMatMul = Math.min(bestMatMul, matMulSeconds(neurons));
        long started = System.nanoTime();
        fill(left, x, all);
        fill(right, y, all);
        left.standardise();
        right.standardise();
        long standardised = System.nanoTime();
        product.add(left, right, () -> {});
        long multiplied = System.nanoTime();
        bestBlock = Math.min(bestBlock, (multiplied - started) / 1e9);
        bestProduct = Math.min(bestProduct, (multiplied - standardised) / 1e9);
      }
      long started = System.nanoTime();
      try (RhoTile tile = product.openTile(left.moments(), right.moments())) {
        int step = Math.max(1, (1 << 21) / neurons);
        for (int row = 0; row < neurons; row += step) {
          try (RhoStrip strip = tile.openStrip(row, Math.min(step, neurons - row))) {
            strip.rowMaxima();
            strip.columnMaxima();
          }
        }
      }
      finish = (System.nanoTime() - started) / 1e9;
    }
    long bytes =
        CrossProduct.bytes(neurons, neurons, false) + 2 * TokenBlock.bytes(BLOCK_TOKENS, neurons);
    out.printf(
        Locale.ROOT,
        "%,d x %,d neurons, %,d tokens, %.3g FLOP a block, %s of sums and blocks, %d threads%n"
            + "  matMul             %7.1f GFLOP/s%n"
            + "  product            %7.1f GFLOP/s  %5.1f %% of matMul%n"
            + "  fill, moments, product %3.1f GFLOP/s  %5.1f %% of matMul%n"
            + "  maxima of the tile %7.2f s%n"
            + "  peak RSS %s%n",
        neurons,
        neurons,
        BLOCK_TOKENS,
        flops,
        MemoryBudget.format(bytes),
        runtime.threads(),
        flops / bestMatMul / 1e9,
        flops / bestProduct / 1e9,
        100 * bestMatMul / bestProduct,
        flops / bestBlock / 1e9,
        100 * bestMatMul / bestBlock,
        finish,
        peakResident());
  }

  private ActivationMatrix random(int neurons) {
    NDManager scope = runtime.openScope();
    return new ActivationMatrix(
        scope,
        scope.randomNormal(
            0, 1, new Shape(BLOCK_TOKENS, neurons), ai.djl.ndarray.types.DataType.FLOAT32));
  }

  private static void fill(TokenBlock block, ActivationMatrix activations, ColumnChoice all) {
    block.clear();
    for (int limit = BATCH_TOKENS; limit <= BLOCK_TOKENS; limit += BATCH_TOKENS) {
      block.fill(activations, limit - BATCH_TOKENS, limit, all);
    }
  }

  /** Seconds of X'Y by the library, X' being stored as it likes it best. */
  private double matMulSeconds(int neurons) {
    try (NDManager scope = runtime.openScope()) {
      NDArray x = scope.ones(new Shape(neurons, BLOCK_TOKENS));
      NDArray y = scope.ones(new Shape(BLOCK_TOKENS, neurons));
      long started = System.nanoTime();
      NDArray product = x.matMul(y);
      product.getFloat(0, 0);
      return (System.nanoTime() - started) / 1e9;
    }
  }

  private static String peakResident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown on this system";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.replace("VmHWM:", "").strip())
        .findFirst()
        .orElse("unknown");
  }
}
