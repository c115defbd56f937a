package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.rhodb.engine.network.tensor.TorchScript;

/** Positions of a batch that go through the output head together: n of them. */
final class PredictedChunk {
  /** Logits that are compared whole, a few rows of them: 16 MB in float64, five times over. */
  private static final long WHOLE_VALUES = 2L << 20;

  private final OutputHead head;
  private final TorchScript kernels;
  private final NDArray rows;
  private final NDArray targets;
  private final NDArray normalised;
  private final NDArray top;
  private final NDArray mass;
  private final NDArray expected;
  private final NDArray losses;
  private final int n;

  /**
   * Predicts from the clean stream; see {@code Head.py} for what is kept.
   *
   * @param scope owns what is kept
   * @param clean residual stream after the last layer
   * @param rows the positions' rows in it, [n]
   * @param targets ids of the tokens to predict, [n]
   */
  PredictedChunk(
      OutputHead head,
      NDManager scope,
      NDArray clean,
      NDArray rows,
      NDArray targets,
      DoubleConsumer pulse) {
    this.head = head;
    this.kernels = head.kernels();
    this.rows = rows;
    this.targets = targets;
    this.n = (int) rows.size();
    this.normalised =
        kernels.call(scope, "normalise", clean, rows, head.weight(), head.bias(), head.epsilon());
    this.top = scope.full(new Shape(n), Float.NEGATIVE_INFINITY, DataType.FLOAT32);
    this.mass = scope.zeros(new Shape(n), DataType.FLOAT64);
    this.expected = scope.zeros(new Shape(n, head.dModel()), DataType.FLOAT32);
    int columns = head.columns(n);
    for (int first = 0; first < head.dVocab(); first += columns) {
      int width = Math.min(columns, head.dVocab() - first);
      kernels.apply(
          "absorb", normalised, head.head(), head.mean(), first, width, top, mass, expected);
      pulse.accept(2 * flops(n, width));
    }
    this.losses = kernels.call(scope, "losses", normalised, head.head(), targets, top, mass);
  }

  private double flops(int positions, int columns) {
    return 2.0 * positions * columns * head.dModel();
  }

  double cleanLossSum() {
    try (NDArray sum = losses.sum()) {
      return sum.getDouble();
    }
  }

  /** Returns what a run changed, [n][d_model]; see {@code Head.py}. */
  NDArray change(NDManager owner, NDArray stack, int first, int count) {
    return kernels.call(
        owner,
        "change",
        stack,
        first,
        count,
        rows,
        head.weight(),
        head.bias(),
        head.epsilon(),
        normalised);
  }

  /** Writes the gradient of the summed losses into the rows of these positions. */
  void addGradient(NDArray stream, NDArray gradient) {
    kernels.apply(
        "gradient",
        stream,
        rows,
        head.weight(),
        head.bias(),
        head.epsilon(),
        head.head(),
        head.mean(),
        targets,
        mass,
        expected,
        gradient);
  }

  /** Some runs that go through the head as one batch, {@code runs * n} rows. */
  private record Stack(int runs, NDArray changes, NDArray centers, NDArray sums) {}

  /**
   * Returns the sums of loss and divergence of each run.
   *
   * @param stackTokens as {@link org.rhodb.engine.network.AblationMethod#stackTokens}
   */
  double[][] compareByTiles(List<NDArray> changes, int stackTokens, DoubleConsumer pulse) {
    double[][] compared = new double[changes.size()][];
    try (NDManager work = head.openScope()) {
      int together = Math.min(changes.size(), head.runs(n, stackTokens));
      List<Stack> stacks = new ArrayList<>();
      for (int first = 0; first < changes.size(); first += together) {
        int end = Math.min(changes.size(), first + together);
        stacks.add(stack(work, changes.subList(first, end)));
      }
      int columns = head.columns(together * n);
      for (int first = 0; first < head.dVocab(); first += columns) {
        int width = Math.min(columns, head.dVocab() - first);
        try (NDManager tile = work.newSubManager()) {
          NDArray rowsOfHead =
              kernels.call(tile, "centred", head.head(), head.mean(), first, width);
          NDArray weights =
              kernels.call(tile, "weights", normalised, head.head(), first, width, top);
          for (Stack stack : stacks) {
            kernels.apply(
                "add_tile", stack.changes(), stack.centers(), rowsOfHead, weights, stack.sums());
            pulse.accept(flops(stack.runs() * n, width));
          }
        }
      }
      int run = 0;
      for (Stack stack : stacks) {
        double[] sums = finish(work, stack);
        for (int r = 0; r < stack.runs(); r++, run++) {
          compared[run] = new double[] {sums[2 * r], sums[2 * r + 1]};
          if (!Double.isFinite(compared[run][0]) || !Double.isFinite(compared[run][1])) {
            // A logit rose by more than 88 nats, and its exponential beyond float32.
            compared[run] = compareWhole(changes.get(run), pulse);
          }
        }
      }
    }
    return compared;
  }

  private Stack stack(NDManager work, List<NDArray> runs) {
    NDArray changes = kernels.call(work, "join", runs);
    return new Stack(
        runs.size(),
        changes,
        kernels.call(work, "centers", changes, mass, expected),
        work.zeros(new Shape(runs.size(), n), DataType.FLOAT64));
  }

  private double[] finish(NDManager work, Stack stack) {
    return kernels
        .call(
            work,
            "finish",
            stack.changes(),
            stack.centers(),
            losses,
            head.head(),
            head.mean(),
            targets,
            mass,
            stack.sums())
        .toDoubleArray();
  }

  /** As {@link #compareByTiles}, from whole logits in float64. */
  double[][] compareWhole(List<NDArray> changes, DoubleConsumer pulse) {
    double[][] compared = new double[changes.size()][];
    for (int r = 0; r < compared.length; r++) {
      compared[r] = compareWhole(changes.get(r), pulse);
    }
    return compared;
  }

  private double[] compareWhole(NDArray change, DoubleConsumer pulse) {
    double[] compared = new double[2];
    int size = (int) Math.max(1, Math.min(n, WHOLE_VALUES / head.dVocab()));
    for (int first = 0; first < n; first += size) {
      int count = Math.min(size, n - first);
      try (NDManager work = head.openScope()) {
        double[] sums =
            kernels
                .call(work, "compare", normalised, change, first, count, head.head(), targets)
                .toDoubleArray();
        compared[0] += sums[0];
        compared[1] += sums[1];
      }
      pulse.accept(2 * flops(count, head.dVocab()));
    }
    return compared;
  }
}
