package org.rhodb.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * The forward pass at GPT-2 small's sizes: a layer by its parts beside raw products of the same
 * shapes, then whole passes by tokens a batch, with fused products and without.
 *
 * <pre>
 * java -cp ... org.rhodb.benchmark.ForwardBenchmark [threads]
 * </pre>
 */
public final class ForwardBenchmark {
  private static final int D = 768;
  private static final int M = 3072;
  private static final int HEADS = 12;
  private static final int LAYERS = 12;
  private static final int TURNS = 2;

  /** As many products as make a part long enough to time. */
  private static final int REPEATS = 3;

  private final PrintStream out;
  private final TensorRuntime runtime;

  private ForwardBenchmark(PrintStream out, TensorRuntime runtime) {
    this.out = out;
    this.runtime = runtime;
  }

  /** Prints both tables. */
  public static void main(String[] arguments) throws IOException {
    int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
    try (TensorRuntime runtime = TensorRuntime.start("cpu", threads)) {
      ForwardBenchmark benchmark = new ForwardBenchmark(System.out, runtime);
      benchmark.parts(256, 1024);
      benchmark.parts(1024, 1024);
      benchmark.passes();
    }
  }

  /** Something that is timed. */
  private interface Work {
    void run();
  }

  private static double seconds(int turns, Work work) {
    double best = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < turns; turn++) {
      long started = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - started) / 1e9);
    }
    return best;
  }

  private TorchScript kernels(String products) throws IOException {
    StringBuilder source = new StringBuilder();
    for (String resource : List.of(products, "Gpt2.py")) {
      try (InputStream in = CheckpointNetworks.class.getResourceAsStream(resource)) {
        source.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
      }
    }
    return TorchScript.load(runtime, source.toString());
  }

  private void parts(int context, int rows) throws IOException {
    try (TorchScript fused = kernels("FusedProducts.py");
        TorchScript plain = kernels("PlainProducts.py");
        NDManager scope = runtime.openScope()) {
      int sequences = rows / context;
      NDArray x = scope.randomNormal(new Shape(rows, D));
      NDArray wide = scope.randomNormal(new Shape(rows, M));
      List<NDArray> w = weights(scope);
      double attention = rows * 4.0 * context * D;
      out.printf(
          Locale.ROOT,
          "%na layer of %,d tokens in sequences of %,d%n%n| part | fused ms | GFLOP/s | plain ms |"
              + " matMul GFLOP/s |%n|---|---|---|---|---|%n",
          rows,
          context);
      double[] qkv =
          part(rows, D, 3 * D, fused, plain, k -> k.call(scope, "product", x, w.get(2), w.get(3)));
      report("query, key, value", qkv, 2.0 * rows * D * 3 * D);
      double[] mix =
          part(rows, D, D, fused, plain, k -> k.call(scope, "added", x, x, w.get(4), w.get(5)));
      report("attention output, residual", mix, 2.0 * rows * D * D);
      double[] attend = part(0, D, D, fused, plain, k -> attend(k, scope, x, w, sequences));
      for (int i = 0; i < 2; i++) {
        attend[i] = Math.max(1e-9, attend[i] - qkv[i] - mix[i]);
      }
      report("attention, norm", attend, attention);
      double[] up =
          part(rows, D, M, fused, plain, k -> k.call(scope, "neurons", x, w, "gelu_new", 1e-5));
      report("norm, neurons, gelu", up, 2.0 * rows * D * M);
      double[] down = part(rows, M, D, fused, plain, k -> k.call(scope, "project", x, wide, w));
      report("neuron outputs, residual", down, 2.0 * rows * D * M);
      NDArray kept = scope.zeros(new Shape(rows, M));
      NDArray all = scope.create(new long[0]);
      double keep = seconds(TURNS + 1, () -> fused.apply("keep", wide, all, kept, 0));
      out.printf(Locale.ROOT, "| activations kept | %.2f | | %.2f | |%n", keep * 1e3, keep * 1e3);
    }
  }

  private static NDArray attend(
      TorchScript kernels, NDManager scope, NDArray x, List<NDArray> w, int sequences) {
    return kernels.call(scope, "attend", x, w, sequences, HEADS, 0.125, 1e-5);
  }

  private static List<NDArray> weights(NDManager scope) {
    long[][] shapes = {
      {D}, {D}, {D, 3 * D}, {3 * D}, {D, D}, {D}, {D}, {D}, {D, M}, {M}, {M, D}, {D}
    };
    List<NDArray> weights = new ArrayList<>();
    for (long[] shape : shapes) {
      try (NDArray wide = scope.randomNormal(new Shape(shape))) {
        weights.add(wide.mul(0.05));
      }
    }
    return weights;
  }

  /** A kernel that is timed with each kind of products. */
  private interface Part {
    NDArray run(TorchScript kernels);
  }

  /** Returns seconds fused, plain, and of the bare product of some shape; 0 rows: no product. */
  private double[] part(
      int rows, int inner, int columns, TorchScript fused, TorchScript plain, Part part) {
    double[] best = {1e9, 1e9, rows == 0 ? 0 : 1e9};
    try (NDManager scope = runtime.openScope()) {
      NDArray left = scope.randomNormal(new Shape(Math.max(1, rows), inner));
      NDArray right = scope.randomNormal(new Shape(inner, columns));
      for (int turn = 0; turn <= TURNS; turn++) {
        best[0] = Math.min(best[0], seconds(REPEATS, () -> part.run(fused).close()));
        best[1] = Math.min(best[1], seconds(REPEATS, () -> part.run(plain).close()));
        if (rows > 0) {
          best[2] = Math.min(best[2], seconds(REPEATS, () -> left.matMul(right).close()));
        }
      }
    }
    return best;
  }

  private void report(String name, double[] seconds, double flops) {
    out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.0f | %.2f | %s |%n",
        name,
        seconds[0] * 1e3,
        flops / seconds[0] / 1e9,
        seconds[1] * 1e3,
        seconds[2] > 0 ? String.format(Locale.ROOT, "%.0f", flops / seconds[2] / 1e9) : "");
  }

  private void passes() {
    RandomGpt2 weights = new RandomGpt2(50257, 1024, D, LAYERS, HEADS);
    out.printf(
        Locale.ROOT,
        "%nwhole passes, tokens/s (GFLOP/s)%n%n| context | tokens a batch | activations, fused |"
            + " plain | loss, fused | plain |%n|---|---|---|---|---|---|%n");
    try (Network fused = CheckpointNetworks.open(runtime, weights, true);
        Network plain = CheckpointNetworks.open(runtime, weights, false)) {
      int[][] shapes = {
        {256, 256}, {256, 1280}, {256, 2560}, {256, 4096}, {1024, 1024}, {1024, 4096}
      };
      for (int[] shape : shapes) {
        TokenBatch batch = weights.tokens(shape[1] / shape[0], shape[0], 5);
        double[] best = {1e9, 1e9, 1e9, 1e9};
        for (int turn = 0; turn < TURNS; turn++) {
          best[0] = Math.min(best[0], seconds(1, () -> activations(fused, batch)));
          best[1] = Math.min(best[1], seconds(1, () -> activations(plain, batch)));
          best[2] = Math.min(best[2], seconds(1, () -> loss(fused, batch)));
          best[3] = Math.min(best[3], seconds(1, () -> loss(plain, batch)));
        }
        ForwardCost cost = new ForwardCost(weights.config(), shape[0]);
        double layers = cost.prefixFlops(LAYERS - 1);
        double whole = cost.cleanFlops();
        out.printf(Locale.ROOT, "| %,d | %,d |", shape[0], shape[1]);
        for (int i = 0; i < 4; i++) {
          double rate = shape[1] / best[i];
          out.printf(Locale.ROOT, " %,.0f (%.0f) |", rate, rate * (i < 2 ? layers : whole) / 1e9);
        }
        out.println();
      }
    }
  }

  private static void activations(Network network, TokenBatch batch) {
    try (ActivationMatrix all = network.openActivations(batch, 0, LAYERS - 1)) {
      all.await();
    }
  }

  private static void loss(Network network, TokenBatch batch) {
    try (CleanPass pass =
        network.openCleanPass(batch, new BitSet(), AblationMethod.BEST, flops -> {})) {
      pass.lossSum();
    }
  }
}
