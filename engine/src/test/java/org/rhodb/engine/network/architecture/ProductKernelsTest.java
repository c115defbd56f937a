package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.MapWeights;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** Fused and plain products give the same network. */
class ProductKernelsTest {
  private static TensorRuntime runtime;

  @BeforeAll
  static void open() {
    runtime = TensorRuntime.start("cpu", 2);
  }

  @AfterAll
  static void close() {
    runtime.close();
  }

  private static ModelConfig config(String activation, int dModel, int dMlp) {
    return new ModelConfig(
        "gpt2", 301, 64, dModel, 2, 2, dMlp, activation, 1e-5, true, true, false, false);
  }

  private static TokenBatch batch(int sequences, int context) {
    int n = sequences * context;
    int[] ids = new Random(3).ints(n, 0, 301).toArray();
    boolean[] counted = new boolean[ids.length];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = i % 5 != 0;
    }
    return new TokenBatch(0, sequences, context, ids, new byte[ids.length], counted);
  }

  @Test
  void fusedAndPlainProductsAgreeForEveryActivationAndOddSizes() {
    for (String activation : List.of("gelu_new", "gelu", "relu")) {
      // one row of one token, sizes that fill no vector, sizes that do
      for (int[] size : new int[][] {{6, 5}, {22, 37}, {64, 256}}) {
        MapWeights weights = MapWeights.random(config(activation, size[0], size[1]), 7);
        try (Network fused = CheckpointNetworks.open(runtime, weights, true);
            Network plain = CheckpointNetworks.open(runtime, weights, false)) {
          for (TokenBatch batch : List.of(batch(1, 2), batch(3, 17), batch(2, 64))) {
            assertClose(fused.logits(batch), plain.logits(batch), 1e-4);
            try (ActivationMatrix one = fused.openActivations(batch, 0, 1);
                ActivationMatrix other = plain.openActivations(batch, 0, 1)) {
              assertClose(one.toArray(), other.toArray(), 1e-5);
            }
          }
        }
      }
    }
  }

  private static void assertClose(float[] found, float[] expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      worst =
          Math.max(worst, Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
    }
    assertThat(worst).isLessThan(tolerance);
  }

  @Test
  void aPassStopsBetweenLayers() {
    List<Double> done = new ArrayList<>();
    try (Network network = CheckpointNetworks.open(runtime, ReferenceModels.weights("gpt2-b"))) {
      int before = runtime.openArrays();
      TokenBatch tokens = ReferenceModels.tokens(0, 2);
      assertThatThrownBy(
              () ->
                  network
                      .openActivations(
                          tokens,
                          0,
                          2,
                          flops -> {
                            done.add(flops);
                            if (done.size() == 2) {
                              throw new IllegalStateException("enough");
                            }
                          })
                      .close())
          .hasMessage("enough");
      assertThat(done).hasSize(2).allSatisfy(flops -> assertThat(flops).isPositive());
      assertThat(runtime.openArrays()).isEqualTo(before);
    }
  }
}
