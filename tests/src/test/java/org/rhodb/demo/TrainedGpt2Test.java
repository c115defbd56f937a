package org.rhodb.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.network.tensor.TensorRuntime;

class TrainedGpt2Test {
  private static long[][] batch() {
    Random random = new Random(1);
    long[][] ids = new long[2][32];
    for (long[] sequence : ids) {
      for (int p = 0; p < sequence.length; p++) {
        sequence[p] = random.nextInt(97);
      }
    }
    return ids;
  }

  @Test
  void agreesWithTheDifferenceQuotient() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1);
        TrainedGpt2 network = new TrainedGpt2(runtime, 3)) {
      network.gradient(batch());
      for (String name : network.parameters().keySet()) {
        NDArray parameter = network.parameters().get(name);
        try (NDArray gradient = network.openGradient(name)) {
          // Along the gradient g the loss grows by |g| a unit; float32 leaves three digits.
          double norm = gradient.norm().getFloat();
          float h = (float) (0.02 / norm);
          if (norm > 1e-3) {
            NDArray stepAlong = gradient.mul(h);
            parameter.setRequiresGradient(false);
            parameter.addi(stepAlong);
            double above = network.loss(batch());
            parameter.subi(stepAlong).subi(stepAlong);
            double below = network.loss(batch());
            parameter.addi(stepAlong);
            parameter.setRequiresGradient(true);
            assertThat((above - below) / 0.04)
                .as(name)
                .isCloseTo(norm, Offset.offset(0.03 * norm + 1e-4));
          }
        }
      }
    }
  }

  @Test
  void lossOfUntrainedNetworkIsThatOfAGuess() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1);
        TrainedGpt2 network = new TrainedGpt2(runtime, 3)) {
      assertThat((double) network.loss(batch())).isCloseTo(Math.log(257), Offset.offset(0.1));
    }
  }

  @Test
  void sameSeedTrainsTheSameWeights() {
    assertThat(trained(5)).isEqualTo(trained(5)).isNotEqualTo(trained(6));
  }

  private static float[] trained(long seed) {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1);
        TrainedGpt2 network = new TrainedGpt2(runtime, seed)) {
      for (int i = 0; i < 3; i++) {
        network.gradient(batch());
        network.step(1e-3);
      }
      return network.parameters().get("h.1.mlp.c_fc.weight").toFloatArray();
    }
  }

  @Test
  void stepsLowerTheLoss() {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1);
        TrainedGpt2 network = new TrainedGpt2(runtime, 3)) {
      float before = network.loss(batch());
      for (int i = 0; i < 20; i++) {
        network.gradient(batch());
        network.step(1e-3);
      }
      assertThat(network.loss(batch())).isLessThan(before - 0.5f);
    }
  }
}
