package org.rhodb.engine.network.architecture;

import static java.util.Objects.requireNonNull;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Compiles the kernels of a network together with the products they are made of: fused ones by
 * oneDNN, or the tensor library's own. Both compute in float32 and differ only in rounding.
 */
final class ProductKernels {
  private static final String FUSED = "FusedProducts.py";
  private static final String PLAIN = "PlainProducts.py";

  private ProductKernels() {}

  /**
   * Compiles a kernel file. Closed by its runtime at the latest.
   *
   * @param isFused whether fused products are wanted; they are used on a CPU whose tensor library
   *     was built with them
   */
  static TorchScript load(TensorRuntime runtime, String resource, boolean isFused) {
    if (isFused && runtime.device().equals("cpu")) {
      try {
        TorchScript fused = TorchScript.load(runtime, text(FUSED) + "\n" + text(resource));
        if (isWorking(runtime, fused)) {
          return fused;
        }
        fused.close();
      } catch (IllegalArgumentException e) {
        // The library was built without oneDNN: its operations are not known to the compiler.
      }
    }
    return TorchScript.load(runtime, text(PLAIN) + "\n" + text(resource));
  }

  /** Returns whether a product comes out right: a processor may lack what the kernels need. */
  private static boolean isWorking(TensorRuntime runtime, TorchScript kernels) {
    try (NDManager scope = runtime.openScope()) {
      NDArray ones = scope.ones(new Shape(4, 4));
      NDArray sum = kernels.call(scope, "added", ones, ones, ones, scope.ones(new Shape(4)));
      return sum.getFloat(3, 3) == 6;
    } catch (EngineException e) {
      return false;
    }
  }

  private static String text(String resource) {
    try (InputStream in =
        requireNonNull(
            ProductKernels.class.getResourceAsStream(resource), () -> resource + " is missing")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
