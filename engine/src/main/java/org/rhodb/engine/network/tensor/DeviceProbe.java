package org.rhodb.engine.network.tensor;

import static java.util.Objects.requireNonNull;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * What the tensor library is and how fast it multiplies here.
 *
 * @param library name and version
 * @param device {@code cpu} or {@code cuda:N}
 * @param threads threads of one operation on the CPU
 * @param gigaflops fp32 matrix-product rate, 10⁹ operations a second, a multiply-add counted as two
 */
public record DeviceProbe(String library, String device, int threads, double gigaflops) {
  /** Large enough that the product, not the call, is measured; 17 GFLOP a product. */
  private static final int SIDE = 2048;

  private static final int PRODUCTS = 3;

  /** Values written to new memory: 256 MB, more than a C library keeps for its next caller. */
  private static final int NEW_VALUES = 1 << 26;

  public DeviceProbe {
    requireNonNull(library, "library is null");
    requireNonNull(device, "device is null");
  }

  /** Measures the best of three products; half a second on two cores. */
  public static DeviceProbe measure(TensorRuntime runtime) {
    double bestSeconds = Double.POSITIVE_INFINITY;
    try (NDManager scope = runtime.openScope()) {
      NDArray left = scope.randomUniform(0, 1, new Shape(SIDE, SIDE));
      NDArray right = scope.randomUniform(0, 1, new Shape(SIDE, SIDE));
      for (int i = 0; i < PRODUCTS; i++) {
        long start = System.nanoTime();
        try (NDArray product = left.matMul(right)) {
          // Reading one number waits for a device that works on its own.
          product.getFloat(0, 0);
        }
        bestSeconds = Math.min(bestSeconds, (System.nanoTime() - start) / 1e9);
      }
    }
    Engine engine = Engine.getInstance();
    return new DeviceProbe(
        engine.getEngineName() + " " + engine.getVersion(),
        runtime.device(),
        runtime.threads(),
        2.0 * SIDE * SIDE * SIDE / bestSeconds / 1e9);
  }

  /**
   * Measures the bytes a second of writing to memory for the first time, once: a second time it
   * might not be the first for whatever lies below the operating system.
   */
  public static double newMemoryRate(TensorRuntime runtime) {
    long started = System.nanoTime();
    try (NDManager scope = runtime.openScope();
        NDArray values = scope.ones(new Shape(NEW_VALUES))) {
      values.getFloat(0);
    }
    return 1e9 * Float.BYTES * NEW_VALUES / (System.nanoTime() - started);
  }
}
