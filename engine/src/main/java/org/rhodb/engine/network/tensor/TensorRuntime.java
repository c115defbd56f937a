package org.rhodb.engine.network.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * A started tensor library on one device, and the root of everything allocated there.
 *
 * <p>Loading the natives takes 0.6 s (2.6 s the very first time, when they are unpacked), so start
 * it for the first forward pass and never for help, metadata or plain SQL. Several runtimes may
 * follow each other, or stand side by side, in one JVM; the thread count is the library's and the
 * last one set holds.
 */
public final class TensorRuntime implements AutoCloseable {
  private static final String CUDA = "cuda:";

  private final String name;
  private final int threads;
  private final Device device;
  private final NDManager manager;

  private TensorRuntime(String name, int threads, Device device, NDManager manager) {
    this.name = name;
    this.threads = threads;
    this.device = device;
    this.manager = manager;
  }

  /**
   * Starts the library, or joins it where it runs already. Caller closes.
   *
   * @param device {@code cpu} or {@code cuda:N}; {@code cuda} means {@code cuda:0}
   * @param threads threads of one operation on the CPU, at least 1
   * @throws QueryException R502 if the device is not there or the library cannot be loaded
   */
  public static TensorRuntime start(String device, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads);
    }
    setWhereUnset("ai.djl.offline", "true");
    setWhereUnset("OPT_OUT_TRACKING", "true");
    setWhereUnset("ai.djl.pytorch.num_threads", Integer.toString(threads));
    String name = device.strip().toLowerCase(Locale.ROOT);
    if (name.equals("cuda")) {
      name = "cuda:0";
    }
    int gpu = gpuIndex(name, device);
    Engine engine = load();
    if (gpu >= engine.getGpuCount()) {
      throw absent(name, engine.getGpuCount());
    }
    Device place = gpu < 0 ? Device.cpu() : Device.gpu(gpu);
    JniUtils.setNumThreads(threads);
    TensorRuntime runtime = new TensorRuntime(name, threads, place, engine.newBaseManager(place));
    if (gpu >= 0) {
      runtime.checkFullPrecision();
    }
    return runtime;
  }

  private static void setWhereUnset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static int gpuIndex(String name, String asked) {
    if (name.equals("cpu")) {
      return -1;
    }
    if (name.startsWith(CUDA)) {
      try {
        int index = Integer.parseInt(name.substring(CUDA.length()));
        if (index >= 0) {
          return index;
        }
      } catch (NumberFormatException e) {
        // Not a number: the same answer as for any other unknown name.
      }
    }
    throw QueryException.of(ErrorCode.R502, "no device is called '" + asked + "'")
        .withHint("devices are 'cpu' and 'cuda:0', 'cuda:1', ...");
  }

  private static Engine load() {
    try {
      Engine engine = Engine.getEngine("PyTorch");
      NativeWarnings.silence();
      return engine;
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw QueryException.of(
              ErrorCode.R502, "the PyTorch natives cannot be loaded: " + e.getMessage())
          .withHint(
              "they are unpacked to ~/.djl.ai, or to the folder that DJL_CACHE_DIR names: it must be"
                  + " writable, with 1 GB free; beside rhodb-jdbc.jar stands the jar"
                  + " pytorch-native-cpu-2.7.1 of your platform")
          .withCause(e);
    }
  }

  private static QueryException absent(String name, int gpus) {
    String found =
        gpus == 0
            ? "no CUDA device is visible"
            : "the last CUDA device is 'cuda:" + (gpus - 1) + "'";
    return QueryException.of(ErrorCode.R502, "device '" + name + "' is not there: " + found)
        .withHint(
            gpus == 0
                ? "SET device = 'cpu'; or start with PYTORCH_LIBRARY_PATH at the lib folder of a CUDA"
                    + " build of PyTorch 2.7.1"
                : "SET device = 'cuda:0', or 'cpu'");
  }

  /**
   * The library multiplies in TF32, with 10 bits of mantissa, when an environment variable of its
   * own says so, and has no switch we could reach. 1 + 2^-12 tells the two apart.
   */
  private void checkFullPrecision() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.full(new ai.djl.ndarray.types.Shape(64, 64), 1f + 1f / 4096);
      NDArray identity = scope.eye(64);
      if (!x.matMul(identity).contentEquals(x)) {
        close();
        throw QueryException.of(
                ErrorCode.R502, "device '" + name + "' multiplies in TF32, not in float32")
            .withHint("unset TORCH_ALLOW_TF32_CUBLAS_OVERRIDE and NVIDIA_TF32_OVERRIDE");
      }
    }
  }

  /** Returns the device as the user writes it: {@code cpu} or {@code cuda:N}. */
  public String device() {
    return name;
  }

  /** Returns the device as the tensor library knows it. */
  public Device place() {
    return device;
  }

  /** Returns the threads of one operation. */
  public int threads() {
    return threads;
  }

  /** Returns the manager that owns what lives as long as this runtime. */
  public NDManager manager() {
    return manager;
  }

  /** Opens a manager for arrays of a shorter life. Caller closes, and with it all its arrays. */
  public NDManager openScope() {
    return manager.newSubManager();
  }

  /**
   * Returns how many native arrays this runtime and its open scopes hold; 0 after all is closed.
   */
  public int openArrays() {
    return manager.isOpen() ? manager.getManagedArrays().size() : 0;
  }

  /** Releases every array and kernel of this runtime; the library itself stays loaded. */
  @Override
  public void close() {
    manager.close();
  }
}
