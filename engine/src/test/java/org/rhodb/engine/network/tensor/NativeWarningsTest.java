package org.rhodb.engine.network.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NativeWarningsTest {
  private static final int WARNING = 1;

  @Test
  void startsWithoutThemUnlessTheyAreAskedFor() {
    boolean isAsked = System.getenv("TORCH_CPP_LOG_LEVEL") != null;
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1)) {
      assertThat(NativeWarnings.level().getInt(0)).isEqualTo(isAsked ? WARNING : 2);
      assertThat(runtime.openArrays()).isZero();
    }
  }
}
