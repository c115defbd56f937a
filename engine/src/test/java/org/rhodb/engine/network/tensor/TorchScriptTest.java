package org.rhodb.engine.network.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchScriptTest {
  private static final String SOURCE =
      """
      def scale(self, x: Tensor, factor: float) -> Tensor:
        return x * factor

      def twice(self, x: Tensor) -> Tensor:
        return self.scale(x, 2.0)

      def accumulate(self, sum: Tensor, x: Tensor, y: Tensor) -> None:
        _0 = sum.addmm_(x.t(), y)

      def factors(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        q, r = torch.linalg_qr(x)
        return (q, r)

      def total(self, tensors: List[Tensor], sizes: List[int]) -> Tensor:
        sum = torch.zeros([2], dtype=7)
        for i in range(torch.len(tensors)):
          sum = sum + tensors[i] * sizes[i]
        return sum

      def huge(self, n: int) -> Tensor:
        return torch.ones([n, n, n])
      """;

  @Test
  void runsKernelsWithTensorsAndNumbers() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2);
        TorchScript script = TorchScript.load(runtime, SOURCE);
        NDManager scope = runtime.openScope()) {
      NDArray x = scope.create(new float[] {1, 2});
      assertThat(script.call(scope, "scale", x, 1.5).toFloatArray()).containsExactly(1.5f, 3f);
      assertThat(script.call(scope, "twice", x).toFloatArray()).containsExactly(2f, 4f);
      assertThat(script.call(scope, "total", List.of(x, x), new long[] {1, 10}).toDoubleArray())
          .containsExactly(11, 22);
    }
  }

  @Test
  void accumulatesInPlace() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2);
        TorchScript script = TorchScript.load(runtime, SOURCE);
        NDManager scope = runtime.openScope()) {
      NDArray sum = scope.ones(new Shape(2, 2));
      NDArray x = scope.create(new float[] {1, 2}, new Shape(1, 2));
      NDArray y = scope.create(new float[] {3, 4}, new Shape(1, 2));
      script.apply("accumulate", sum, x, y);
      assertThat(sum.toFloatArray()).containsExactly(4, 5, 7, 9);
    }
  }

  @Test
  void returnsTuplesOfTensors() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2);
        TorchScript script = TorchScript.load(runtime, SOURCE);
        NDManager scope = runtime.openScope()) {
      NDArray x = scope.create(new float[] {3, 1, 4, 1}, new Shape(2, 2));
      List<NDArray> factors = script.callForAll(scope, "factors", x);
      float[] product = factors.get(0).matMul(factors.get(1)).toFloatArray();
      assertThat(product)
          .containsExactly(new float[] {3, 1, 4, 1}, org.assertj.core.data.Offset.offset(1e-5f));
    }
  }

  @Test
  void saysWhereSourceDoesNotCompile() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2)) {
      assertThatThrownBy(
              () -> TorchScript.load(runtime, "def f(self, x: Tensor) -> Tensor:\n  return y\n"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("y");
    }
  }

  @Test
  void leavesNoArrayBehind() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2);
        TorchScript script = TorchScript.load(runtime, SOURCE)) {
      for (int i = 0; i < 100; i++) {
        try (NDManager scope = runtime.openScope()) {
          script.call(scope, "twice", scope.ones(new Shape(100)));
          assertThat(runtime.openArrays()).isEqualTo(2);
        }
      }
      assertThat(runtime.openArrays()).isZero();
    }
  }
}
