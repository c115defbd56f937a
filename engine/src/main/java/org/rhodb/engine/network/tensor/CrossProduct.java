package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.rhodb.engine.statistic.Moments;

/**
 * Sums of products S_xy of two ranges of standardised neurons over all tokens so far.
 *
 * <p>Shape [x][y], float32, accumulated in place by {@code addmm_} on a transposed view of the left
 * block: no second copy of the sums ever exists.
 */
public final class CrossProduct implements AutoCloseable {
  /**
   * Neurons of a side that are multiplied in one call: 2 x 4,096 x 2,048² is 34 GFLOP, a quarter of
   * a second on two cores, so a cancellation is heard in time.
   */
  private static final int CALL_NEURONS = 2048;

  /**
   * Calls begin at whole multiples of this many neurons, 256 bytes: products of 1,843 neurons, a
   * fifth of 9,216, run at 82 to 95 GFLOP/s on two Zen 3 cores, those of 1,856 at 120 to 140.
   */
  private static final int EDGE = 64;

  private final CorrelationKernels kernels;
  private final NDManager scope;
  private final NeuronRange x;
  private final NeuronRange y;
  private final NDArray sum;
  private final List<NDArray> total;

  CrossProduct(CorrelationKernels kernels, NeuronRange x, NeuronRange y, boolean isCarried) {
    this.kernels = kernels;
    this.scope = kernels.runtime().openScope();
    this.x = x;
    this.y = y;
    Shape shape = new Shape(x.size(), y.size());
    this.sum = scope.zeros(shape);
    this.total = isCarried ? List.of(scope.zeros(shape)) : List.of();
  }

  /**
   * Adds the products of one block, 2 tokens x y operations.
   *
   * @param left block of the x neurons, standardised
   * @param right block of the y neurons, over the same tokens in the same order
   * @param between called every quarter of a second or so; may throw to stop, after which the sums
   *     are useless
   */
  public void add(TokenBlock left, TokenBlock right, Runnable between) {
    if (left.tokens() != right.tokens()) {
      throw new IllegalArgumentException(left.tokens() + " tokens against " + right.tokens());
    }
    int down = step(x.size());
    int across = step(y.size());
    for (int top = 0; top < x.size(); top += down) {
      int height = Math.min(down, x.size() - top);
      for (int from = 0; from < y.size(); from += across) {
        int width = Math.min(across, y.size() - from);
        between.run();
        kernels
            .script()
            .apply(
                "multiply_add",
                sum,
                top,
                from,
                height,
                width,
                left.array(),
                x.first(),
                right.array(),
                y.first(),
                left.tokens());
      }
    }
  }

  /** Returns the neurons of a call: about equal parts of a side. */
  private static int step(int size) {
    int parts = Math.max(1, (size + CALL_NEURONS - 1) / CALL_NEURONS);
    int even = (size + parts - 1) / parts;
    return (even + EDGE - 1) / EDGE * EDGE;
  }

  /** Moves the sums of many blocks to the second accumulator, if there is one. */
  public void carry() {
    for (NDArray slow : total) {
      kernels.script().apply("carry", slow, sum);
    }
  }

  /**
   * Returns the correlations of all tokens added. The result must not outlive this. Caller closes.
   *
   * @param left moments of the x block's neurons
   * @param right moments of the y block's neurons
   */
  public RhoTile openTile(Moments left, Moments right) {
    return new RhoTile(kernels, this, left, right);
  }

  /** Returns the neurons of the left block. */
  public NeuronRange x() {
    return x;
  }

  /** Returns the neurons of the right block. */
  public NeuronRange y() {
    return y;
  }

  /**
   * Copies sums to the heap, for a savepoint.
   *
   * @param accumulator 0, or 1 where there is a second one
   * @return shape [rows][y], row-major
   */
  public float[] rows(int accumulator, int first, int rows) {
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray part = accumulators().get(accumulator).get(range(first, rows));
      part.attach(local);
      return part.toFloatArray();
    }
  }

  /** Puts sums back that {@link #rows} gave. */
  public void restoreRows(int accumulator, int first, int rows, float[] values) {
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray part = local.create(values, new Shape(rows, y.size()));
      kernels.script().apply("copy_rows", accumulators().get(accumulator), first, part, 0, rows, 0);
    }
  }

  private static ai.djl.ndarray.index.NDIndex range(int first, int rows) {
    return new ai.djl.ndarray.index.NDIndex(first + ":" + (first + rows));
  }

  /** Returns the number of accumulators, 1 or 2. */
  public int accumulatorCount() {
    return 1 + total.size();
  }

  private List<NDArray> accumulators() {
    return total.isEmpty() ? List.of(sum) : List.of(sum, total.get(0));
  }

  /** Returns the bytes of the sums of x times y neurons. */
  public static long bytes(long x, long y, boolean isCarried) {
    return 4L * x * y * (isCarried ? 2 : 1);
  }

  NDArray sum() {
    return sum;
  }

  List<NDArray> total() {
    return total;
  }

  @Override
  public void close() {
    scope.close();
  }
}
