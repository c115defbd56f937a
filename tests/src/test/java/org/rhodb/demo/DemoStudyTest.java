package org.rhodb.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.connector.huggingface.HuggingFaceConnector;
import org.rhodb.engine.catalog.ModelConnector;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.shell.demo.EuroparlText;

/** The models in the repository are those whose losses stand beside them. */
class DemoStudyTest {
  private static final Path STUDY = Path.of("../shell/src/main/demo").toAbsolutePath().normalize();
  private static final int SEQUENCES = 64;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void everyModelHasFiveCheckpointsOfFallingLoss(int seed) throws IOException {
    ModelConnector connector = new HuggingFaceConnector();
    List<Long> steps =
        connector.find("seed" + seed, STUDY).stream().map(ModelConnector.Found::step).toList();
    assertThat(steps).isEqualTo(DemoTrainer.CHECKPOINTS.stream().map(Integer::longValue).toList());
    List<Double> losses = new ArrayList<>();
    for (long step : steps) {
      losses.add(writtenLoss(seed, step));
    }
    assertThat(losses).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 2000})
  void forwardPassFindsTheLossTheTrainerWrote(long step) throws IOException {
    ModelConnector connector = new HuggingFaceConnector();
    String location =
        connector.find("seed0", STUDY).stream()
            .filter(found -> found.step() == step)
            .findFirst()
            .orElseThrow()
            .location();
    try (WeightSource source = connector.open(location);
        TensorRuntime runtime = TensorRuntime.start("cpu", 1);
        Network network = CheckpointNetworks.open(runtime, source);
        CleanPass clean = network.openCleanPass(heldOut())) {
      // The trainer's loss is of float32 weights, the file's are float16.
      assertThat(clean.lossSum() / clean.tokens())
          .isCloseTo(writtenLoss(0, step), Offset.offset(2e-3));
    }
  }

  @Test
  void takesAtMostTwentyMegabytes() throws IOException {
    try (Stream<Path> files = Files.walk(STUDY)) {
      long bytes = files.filter(Files::isRegularFile).mapToLong(DemoStudyTest::size).sum();
      assertThat(bytes).isBetween(1_000_000L, 20_000_000L);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double writtenLoss(int seed, long step) throws IOException {
    return Files.readAllLines(STUDY.resolve("loss").resolve("seed" + seed + ".csv")).stream()
        .map(line -> line.split(","))
        .filter(row -> row[1].equals(Long.toString(step)))
        .mapToDouble(row -> Double.parseDouble(row[3]))
        .findFirst()
        .orElseThrow();
  }

  /** The sequences the trainer measures on; every position behind the begin token counts. */
  private static TokenBatch heldOut() {
    long[][] sequences =
        new ByteSequences(EuroparlText.passages(EuroparlText.Part.HELD_OUT), TrainedGpt2.N_CTX)
            .spread(SEQUENCES);
    int[] ids =
        Arrays.stream(sequences)
            .flatMapToInt(s -> Arrays.stream(s).mapToInt(Math::toIntExact))
            .toArray();
    boolean[] counted = new boolean[ids.length];
    for (int p = 0; p < ids.length; p++) {
      counted[p] = p % TrainedGpt2.N_CTX != 0;
    }
    return new TokenBatch(0, SEQUENCES, TrainedGpt2.N_CTX, ids, new byte[ids.length], counted);
  }
}
