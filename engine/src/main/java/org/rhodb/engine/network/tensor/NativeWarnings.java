package org.rhodb.engine.network.tensor;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * What PyTorch writes to the standard error of the process by itself: that sparse tensors are in
 * beta state, once a process. No user can act on it, and it would stand between a result's lines.
 * Errors are exceptions and not touched. Source: PyTorch 2.7, c10/util/Logging.cpp.
 */
final class NativeWarnings {
  private static final String LEVEL = "FLAGS_caffe2_log_level";
  private static final int ERROR = 2;

  private NativeWarnings() {}

  /** Silences them, unless the user asks for them by the library's own environment variable. */
  static void silence() {
    if (System.getenv("TORCH_CPP_LOG_LEVEL") != null) {
      return;
    }
    try {
      level().setInt(0, ERROR);
    } catch (LinkageError e) {
      // A build of PyTorch with another logger: its warnings are seen.
    }
  }

  /** Returns where the least level that is written stands, an int. */
  static Pointer level() {
    Path library = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("c10"));
    return NativeLibrary.getInstance(library.toString()).getGlobalVariableAddress(LEVEL);
  }
}
