package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * The final LayerNorm and the output head of a network, and the kernels of {@code Head.py} that
 * compare next-token distributions by tiles of the vocabulary. Closed by its network.
 */
final class OutputHead implements AutoCloseable {
  /** Logits of a tile, 8 MB: what is done to them finds them in the processor's cache. */
  private static final long TILE_VALUES = 2L << 20;

  /** Tiles begin at multiples of this many tokens, as products like them. */
  private static final int TOKENS = 64;

  private static final int MOST_POSITIONS = 2048;

  /** Rows of several runs that are compared as one batch, or one run's. */
  private static final int TOGETHER = 1024;

  private final TensorRuntime runtime;
  private final TorchScript kernels;
  private final NDArray weight;
  private final NDArray bias;
  private final NDArray head;
  private final double epsilon;
  private final NDArray mean;
  private final NDArray tokens;
  private int @Nullable [] shuffled;

  /**
   * Takes over kernels.
   *
   * @param scope the network's: owns what is known of the head
   * @param weight final LayerNorm, [d_model]
   * @param bias final LayerNorm, [d_model]
   * @param head [d_vocab][d_model]
   */
  OutputHead(
      TensorRuntime runtime,
      TorchScript kernels,
      NDManager scope,
      NDArray weight,
      NDArray bias,
      NDArray head,
      double epsilon) {
    this.runtime = runtime;
    this.kernels = kernels;
    this.weight = weight;
    this.bias = bias;
    this.head = head;
    this.epsilon = epsilon;
    this.mean = kernels.call(scope, "mean_row", head);
    this.tokens = scope.arange(0, dVocab(), 1, DataType.INT64);
  }

  /** Opens a manager for arrays of a shorter life. */
  NDManager openScope() {
    return runtime.openScope();
  }

  TorchScript kernels() {
    return kernels;
  }

  NDArray weight() {
    return weight;
  }

  NDArray bias() {
    return bias;
  }

  NDArray head() {
    return head;
  }

  double epsilon() {
    return epsilon;
  }

  /** Returns the mean of the head's rows, [d_model]. */
  NDArray mean() {
    return mean;
  }

  /** Returns the ids of all tokens in an order that has nothing to do with them; not a copy. */
  synchronized int[] shuffled() {
    if (shuffled == null) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, dVocab()).boxed().toList());
      Collections.shuffle(order, new Random(0));
      shuffled = order.stream().mapToInt(token -> token).toArray();
    }
    return shuffled;
  }

  /** Returns the ids of all tokens in their order, int64 [d_vocab]. */
  NDArray tokens() {
    return tokens;
  }

  /** Returns the operations of a product of some rows with some of the head's. */
  double flops(int rows, int columns) {
    return 2.0 * rows * columns * dModel();
  }

  int dVocab() {
    return (int) head.getShape().get(0);
  }

  int dModel() {
    return (int) head.getShape().get(1);
  }

  /** Returns how many positions are compared together. */
  int positions(int targets) {
    return Math.max(1, Math.min(targets, MOST_POSITIONS));
  }

  /**
   * Returns how many runs are compared together.
   *
   * @param positions of a run
   * @param stackTokens as {@link org.rhodb.engine.network.AblationMethod#stackTokens}
   */
  int runs(int positions, int stackTokens) {
    return Math.max(1, Math.min(TOGETHER, stackTokens) / positions);
  }

  /** Returns the columns of a tile for some rows. */
  int columns(int rows) {
    return (int) Math.min(dVocab(), Math.max(1, TILE_VALUES / rows / TOKENS) * TOKENS);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
