package org.rhodb.engine.network.tensor.screen;

import static java.util.Objects.requireNonNull;

import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Opens what screens pairs of neurons on one device: sketches, estimates of rho with their margins,
 * and sums over chosen pairs. Closing releases the compiled kernels, not what was opened.
 */
public final class ScreenKernels implements AutoCloseable {
  private final TensorRuntime runtime;
  private final TorchScript script;

  private ScreenKernels(TensorRuntime runtime, TorchScript script) {
    this.runtime = runtime;
    this.script = script;
  }

  /** Compiles the kernels. Caller closes. */
  public static ScreenKernels load(TensorRuntime runtime) {
    requireNonNull(runtime, "runtime is null");
    return new ScreenKernels(runtime, TorchScript.load(runtime, ScreenKernels.class, "Screen.py"));
  }

  /**
   * Allocates a screen of no token yet. Caller closes.
   *
   * @param of names the network whose neurons they are
   */
  public NetworkScreen openScreen(ScreenRows rows, ScreenType type, int neurons, String of) {
    return rows instanceof SketchShape shape
        ? new TokenSketch(this, shape, type, neurons, of)
        : new TokenRows(this, type, neurons, of);
  }

  /** Allocates sums over the pairs of a choice, all zero. Caller closes. */
  public PairSums openPairs(PairChoice pairs) {
    return new PairSums(this, pairs);
  }

  /** Allocates a block of neurons' rows. Caller closes. */
  public TransposedBlock openTransposed(int neurons) {
    return new TransposedBlock(this, neurons);
  }

  TensorRuntime runtime() {
    return runtime;
  }

  TorchScript script() {
    return script;
  }

  @Override
  public void close() {
    script.close();
  }
}
