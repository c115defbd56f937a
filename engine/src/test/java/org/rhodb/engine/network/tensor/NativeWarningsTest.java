package org.rhodb.engine.network.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

final class NativeWarningsTest {
  @Test
  @DisabledIfEnvironmentVariable(named = "TORCH_CPP_LOG_LEVEL", matches = ".*")
  void startsWithoutThem() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1)) {
      Path library = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("c10"));
      assertThat(
              NativeLibrary.getInstance(library.toString())
                  .getGlobalVariableAddress("FLAGS_caffe2_log_level")
                  .getInt(0))
          .isEqualTo(2);
      assertThat(runtime.openArrays()).isZero();
    }
  }
}
