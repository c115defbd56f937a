package org.rhodb.engine.network.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

class TensorRuntimeTest {
  @Test
  void startsAgainAfterItWasClosed() {
    for (int i = 0; i < 3; i++) {
      try (TensorRuntime runtime = TensorRuntime.start("CPU", 1);
          NDManager scope = runtime.openScope()) {
        assertThat(scope.ones(new Shape(3)).sum().getFloat()).isEqualTo(3f);
        assertThat(runtime.device()).isEqualTo("cpu");
      }
    }
  }

  @Test
  void twoStandSideBySide() {
    try (TensorRuntime one = TensorRuntime.start("cpu", 1)) {
      try (TensorRuntime two = TensorRuntime.start("cpu", 2);
          NDManager scope = two.openScope()) {
        scope.ones(new Shape(2)).setName("held");
        assertThat(two.openArrays()).isEqualTo(1);
        assertThat(one.openArrays()).isZero();
      }
      try (NDManager scope = one.openScope()) {
        assertThat(scope.ones(new Shape(2)).toFloatArray()).containsExactly(1, 1);
      }
    }
  }

  @Test
  void countsNothingOnceClosed() {
    TensorRuntime runtime = TensorRuntime.start("cpu", 1);
    runtime.openScope().ones(new Shape(2)).setName("forgotten");
    assertThat(runtime.openArrays()).isEqualTo(1);
    runtime.close();
    assertThat(runtime.openArrays()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "cuda:x", "cuda:-1", "", "cpu:0"})
  void refusesNamesThatAreNoDevice(String name) {
    assertThatThrownBy(() -> TensorRuntime.start(name, 1))
        .isInstanceOf(QueryException.class)
        .hasMessage("no device is called '" + name + "'");
  }

  @Test
  void refusesGpuThatIsNotThereAndSaysTheWayOut() {
    QueryException error =
        catchThrowableOfType(QueryException.class, () -> TensorRuntime.start("cuda:63", 1));
    assertThat(error.code()).isEqualTo(ErrorCode.R502);
    assertThat(error).hasMessageContaining("'cuda:63' is not there");
    assertThat(error.hint()).contains("SET device = ").contains("'cpu'");
  }
}
