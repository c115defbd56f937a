package org.rhodb.engine.network.tensor;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.rhodb.engine.statistic.GaussianNumbers;

/**
 * Opens what a correlation is made of on one device: blocks of tokens, cross products and random
 * maps. Closing releases the compiled kernels, not what was opened.
 */
public final class CorrelationKernels implements AutoCloseable {
  private final TensorRuntime runtime;
  private final TorchScript script;

  private CorrelationKernels(TensorRuntime runtime, TorchScript script) {
    this.runtime = runtime;
    this.script = script;
  }

  /** Compiles the kernels. Caller closes. */
  public static CorrelationKernels load(TensorRuntime runtime) {
    requireNonNull(runtime, "runtime is null");
    return new CorrelationKernels(
        runtime, TorchScript.load(runtime, CorrelationKernels.class, "Correlation.py"));
  }

  /**
   * Allocates a block. Caller closes.
   *
   * @param tokens rows
   * @param neurons columns
   */
  public TokenBlock openBlock(int tokens, int neurons) {
    return new TokenBlock(this, tokens, neurons);
  }

  /**
   * Allocates the sums of products of two ranges of neurons, all zero. Caller closes.
   *
   * @param x range of the left block
   * @param y range of the right block
   * @param isCarried whether there is a second accumulator, for passes of very many blocks
   */
  public CrossProduct openProduct(NeuronRange x, NeuronRange y, boolean isCarried) {
    return new CrossProduct(this, x, y, isCarried);
  }

  /**
   * Draws a Haar-distributed orthogonal map of {@code size} neurons. Caller closes. Takes 8/3 size³
   * operations in float64.
   */
  public RandomMap openOrthogonalMap(int size, GaussianNumbers numbers) {
    return openMap(size, numbers, "orthogonal");
  }

  /** Draws a map of {@code size} neurons whose rows are Gaussian, of norm 1. Caller closes. */
  public RandomMap openGaussianMap(int size, GaussianNumbers numbers) {
    return openMap(size, numbers, "normalised_rows");
  }

  private RandomMap openMap(int size, GaussianNumbers numbers, String kernel) {
    double[] values = new double[Math.multiplyExact(size, size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.next();
    }
    NDManager owner = runtime.openScope();
    try (NDManager scope = runtime.openScope()) {
      NDArray gaussian = scope.create(values, new Shape(size, size));
      return new RandomMap(this, owner, script.call(owner, kernel, gaussian));
    }
  }

  /** Returns where the kernels run. */
  public TensorRuntime runtime() {
    return runtime;
  }

  /** Returns the compiled kernels, which stay this object's: a screen calls those it shares. */
  public TorchScript script() {
    return script;
  }

  @Override
  public void close() {
    script.close();
  }
}
