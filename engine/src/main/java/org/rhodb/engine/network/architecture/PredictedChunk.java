package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.network.AblationMethod;
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
  private final NDManager scope;
  private final long seed;
  private @Nullable ChunkSamples samples;

  /**
   * Predicts from the clean stream; see {@code Head.py} for what is kept.
   *
   * @param scope owns what is kept
   * @param clean residual stream after the last layer
   * @param rows the positions' rows in it, [n]
   * @param targets ids of the tokens to predict, [n]
   * @param seed of what is drawn for these positions
   */
  PredictedChunk(
      OutputHead head,
      NDManager scope,
      NDArray clean,
      NDArray rows,
      NDArray targets,
      long seed,
      DoubleConsumer pulse) {
    this.head = head;
    this.scope = scope;
    this.seed = seed;
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
      pulse.accept(2 * head.flops(n, width));
    }
    this.losses = kernels.call(scope, "losses", normalised, head.head(), targets, top, mass);
  }

  private PredictedChunk(PredictedChunk whole, NDManager scope, int first, int count) {
    this.head = whole.head;
    this.scope = scope;
    this.seed = whole.seed + first;
    this.kernels = whole.kernels;
    this.n = count;
    this.rows = slice(scope, whole.rows, first, count);
    this.targets = slice(scope, whole.targets, first, count);
    this.normalised = slice(scope, whole.normalised, first, count);
    this.top = slice(scope, whole.top, first, count);
    this.mass = slice(scope, whole.mass, first, count);
    this.expected = slice(scope, whole.expected, first, count);
    this.losses = slice(scope, whole.losses, first, count);
  }

  private static NDArray slice(NDManager scope, NDArray whole, int first, int count) {
    NDArray part = whole.get(new NDIndex("{}:{}", first, first + count));
    part.attach(scope);
    return part;
  }

  /** Returns some of the positions; {@code scope} owns what is theirs. */
  PredictedChunk part(NDManager scope, int first, int count) {
    return new PredictedChunk(this, scope, first, count);
  }

  OutputHead head() {
    return head;
  }

  TorchScript kernels() {
    return kernels;
  }

  int size() {
    return n;
  }

  /** Returns ids of the tokens to predict, [n]. */
  NDArray targets() {
    return targets;
  }

  /** Returns the clean stream behind the final LayerNorm, [n][d_model]. */
  NDArray normalised() {
    return normalised;
  }

  /** Returns the highest logit of each position, [n]. */
  NDArray top() {
    return top;
  }

  /** Returns the sum of exp(logit - top) of each position, float64 [n]. */
  NDArray mass() {
    return mass;
  }

  /** Returns the expected centred row of the head times the mass, [n][d_model]. */
  NDArray expected() {
    return expected;
  }

  /** Returns the clean loss at each position, float64 [n]. */
  NDArray losses() {
    return losses;
  }

  /**
   * Goes through tokens by tiles.
   *
   * @param order ids of the tokens, int64
   * @param rows how many rows a tile is multiplied with
   * @param body also gets how many tokens were before the tile, which is closed after it
   */
  void forEachTile(NDArray order, int rows, ObjIntConsumer<HeadTile> body) {
    int columns = head.columns(rows);
    int count = (int) order.size();
    for (int first = 0; first < count; first += columns) {
      int end = Math.min(count, first + columns);
      try (NDManager tile = head.openScope();
          NDArray tokens = order.get(new NDIndex("{}:{}", first, end))) {
        body.accept(new HeadTile(this, tile, tokens), first);
      }
    }
  }

  /** Returns samples of the vocabulary for these positions. */
  ChunkSamples samples(DoubleConsumer pulse) {
    if (samples == null) {
      samples = new ChunkSamples(this, scope, seed, pulse);
    }
    return samples;
  }

  /** Returns changes of runs in lists of those that go through the head as one batch. */
  List<List<NDArray>> together(List<NDArray> changes, AblationMethod method) {
    int size = head.runs(n, method.stackTokens());
    List<List<NDArray>> stacks = new ArrayList<>();
    for (int first = 0; first < changes.size(); first += size) {
      stacks.add(changes.subList(first, Math.min(changes.size(), first + size)));
    }
    return stacks;
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

  /** As {@link TiledComparison#sums}, from whole logits in float64. */
  double[][] compareWhole(List<NDArray> changes, DoubleConsumer pulse) {
    double[][] compared = new double[changes.size()][];
    for (int r = 0; r < compared.length; r++) {
      compared[r] = compareWhole(changes.get(r), pulse);
    }
    return compared;
  }

  /** The same of one run. */
  double[] compareWhole(NDArray change, DoubleConsumer pulse) {
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
      pulse.accept(2 * head.flops(count, head.dVocab()));
    }
    return compared;
  }
}
