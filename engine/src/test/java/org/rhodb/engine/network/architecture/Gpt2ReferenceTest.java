package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** Against float64 values of an independent implementation. */
class Gpt2ReferenceTest {
  private static final int CONTEXT = 64;
  private static final int D_VOCAB = 257;
  private static final int D_MLP = 128;

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2-a", "gpt2-b"})
  void logitsAgreeWithin1e4(String model) {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2);
        Network network = CheckpointNetworks.open(runtime, ReferenceModels.weights(model))) {
      float[] logits = network.logits(ReferenceModels.tokens(0, 6));
      double worst = 0;
      List<String> lines = ReferenceModels.lines(model + "-logits.csv");
      for (String line : lines) {
        double[] row = numbers(line);
        int at = (((int) row[0]) * CONTEXT + ((int) row[1])) * D_VOCAB;
        for (int v = 0; v < D_VOCAB; v++) {
          worst = Math.max(worst, Math.abs(row[2 + v] - logits[at + v]));
        }
      }
      assertThat(lines).hasSize(10);
      assertThat(worst).isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2-a", "gpt2-b"})
  void activationsAgreeWithin1e4(String model) {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2);
        Network network = CheckpointNetworks.open(runtime, ReferenceModels.weights(model));
        ActivationMatrix all = network.openAllActivations(ReferenceModels.tokens(0, 2), 0, 2)) {
      float[] values = all.toArray();
      double worst = 0;
      List<String> lines = ReferenceModels.lines(model + "-activations.csv");
      for (String line : lines) {
        double[] row = numbers(line);
        int at = ((int) row[1]) * 3 * D_MLP + ((int) row[0]) * D_MLP;
        for (int i = 0; i < D_MLP; i++) {
          worst = Math.max(worst, Math.abs(row[2 + i] - values[at + i]));
        }
      }
      assertThat(lines).hasSize(30);
      assertThat(worst).isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2-a", "gpt2-b"})
  void ablationAgreesWithin1e5(String model) {
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2);
        Network network = CheckpointNetworks.open(runtime, ReferenceModels.weights(model));
        CleanPass clean = network.openCleanPass(ReferenceModels.tokens(0, 6));
        ActivationMatrix counted = network.openActivations(ReferenceModels.tokens(0, 6), 0, 2)) {
      float[] activations = counted.toArray();
      for (String line : ReferenceModels.lines("ablation.csv")) {
        String[] f = line.split(",");
        if (f[0].equals(model)) {
          int layer = Integer.parseInt(f[2]);
          int[] neurons = Arrays.stream(f[3].split(" ")).mapToInt(Integer::parseInt).toArray();
          float[] values = new float[neurons.length];
          if (f[1].equals("mean")) {
            for (int i = 0; i < neurons.length; i++) {
              values[i] = mean(activations, 3 * D_MLP, layer * D_MLP + neurons[i]);
            }
          }
          AblatedLoss loss =
              clean.ablate(NeuronReplacement.none().withConstants(layer, neurons, values));
          assertThat(loss.tokens()).isEqualTo(Long.parseLong(f[7])).isEqualTo(clean.tokens());
          double n = loss.tokens();
          Offset<Double> tolerance = Offset.offset(1e-5);
          assertThat(clean.lossSum() / n).isCloseTo(Double.parseDouble(f[4]), tolerance);
          assertThat(loss.lossSum() / n).as(line).isCloseTo(Double.parseDouble(f[5]), tolerance);
          assertThat(loss.klSum() / n).as(line).isCloseTo(Double.parseDouble(f[6]), tolerance);
        }
      }
    }
  }

  private static float mean(float[] activations, int neurons, int column) {
    double sum = 0;
    for (int at = column; at < activations.length; at += neurons) {
      sum += activations[at];
    }
    return (float) (sum * neurons / activations.length);
  }
}
