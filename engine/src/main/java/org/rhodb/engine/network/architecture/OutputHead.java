package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * The final LayerNorm and the output head of a network, and the kernels of {@code Head.py} that
 * compare next-token distributions by tiles of the vocabulary. Closed by its network.
 */
final class OutputHead implements AutoCloseable {
  /**
   * Values of a tile: 16 MB. Two of them stay within the processor's cache of a server, and below
   * the size from which the C library maps every array anew and the kernel clears its pages.
   */
  private static final long TILE_VALUES = 4L << 20;

  private static final int MOST_POSITIONS = 2048;

  private final TensorRuntime runtime;
  private final TorchScript kernels;
  private final NDArray weight;
  private final NDArray bias;
  private final NDArray head;
  private final double epsilon;
  private final NDArray mean;

  /**
   * Takes over kernels.
   *
   * @param scope the network's: owns the mean row
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

  /** Returns the columns of a tile for some positions. */
  int columns(int positions) {
    return (int) Math.max(1, Math.min(dVocab(), TILE_VALUES / positions));
  }

  @Override
  public void close() {
    kernels.close();
  }
}
