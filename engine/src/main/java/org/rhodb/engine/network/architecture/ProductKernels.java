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
import java.nio.file.Files;
import java.nio.file.Path;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Compiles the kernels of a network together with the products they are made of: fused ones by
 * oneDNN, or the tensor library's own. Both compute in float32 and differ only in rounding.
 */
final class ProductKernels {
  private static final String FUSED = "FusedProducts.py";
  private static final String PLAIN = "PlainProducts.py";

  /**
   * How {@code gelu_new} follows its product. Chosen by what the processor can do, not by time, so
   * that a machine gives the same bytes every time.
   */
  private static final String GELU = isWithoutAvx512() ? "SigmoidGelu.py" : "FusedGelu.py";

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
        TorchScript fused =
            TorchScript.load(runtime, String.join("\n", text(FUSED), text(GELU), text(resource)));
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

  /** Returns whether Linux says of a processor that it has AVX2 and no AVX-512. */
  private static boolean isWithoutAvx512() {
    try {
      String flags = Files.readString(Path.of("/proc/cpuinfo"));
      return flags.contains(" avx2") && !flags.contains(" avx512f");
    } catch (IOException e) {
      return false; // another system: what is in the product's own sweep
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
