package org.rhodb.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.shell.demo.EuroparlText;

/**
 * Trains the demo study's models: one architecture, one text, five seeds that decide initial
 * weights and the order of the data.
 *
 * <p>Arguments: the folder to write to, then seeds (all five if none). Every model runs on one
 * thread, so the result does not depend on the machine's cores; start several processes for several
 * seeds. A model whose last checkpoint is there is left alone.
 */
public final class DemoTrainer {
  /** At roughly equal distances on a logarithmic scale. */
  static final List<Integer> CHECKPOINTS = List.of(50, 125, 320, 800, 2000);

  private static final int LAST = CHECKPOINTS.get(CHECKPOINTS.size() - 1);
  private static final int SEQUENCES = 16;
  private static final int HELD_OUT_SEQUENCES = 64;
  private static final int REPORT_STRIDE = 50;
  private static final int WARM_UP = 60;
  private static final double PEAK_RATE = 3e-3;
  private static final double FINAL_RATE = 2e-4;

  private final Path folder;
  private final ByteSequences training;
  private final ByteSequences heldOut;

  private DemoTrainer(Path folder) {
    this.folder = folder;
    this.training = sequences(EuroparlText.Part.TRAINING);
    this.heldOut = sequences(EuroparlText.Part.HELD_OUT);
  }

  private static ByteSequences sequences(EuroparlText.Part part) {
    return new ByteSequences(EuroparlText.passages(part), TrainedGpt2.N_CTX);
  }

  /** Trains the seeds named by the arguments. */
  public static void main(String[] arguments) throws IOException {
    DemoTrainer trainer = new DemoTrainer(Path.of(arguments[0]));
    int[] seeds =
        arguments.length == 1
            ? new int[] {0, 1, 2, 3, 4}
            : Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    for (int seed : seeds) {
      trainer.train(seed);
    }
  }

  private void train(int seed) throws IOException {
    Path model = folder.resolve("seed" + seed);
    if (Files.exists(model.resolve("checkpoint-" + LAST))) {
      return;
    }
    Files.createDirectories(folder.resolve("loss"));
    Path log = folder.resolve("loss").resolve("seed" + seed + ".csv");
    StringBuilder rows = new StringBuilder("seed,step,training_loss,held_out_loss\n");
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 1);
        TrainedGpt2 network = new TrainedGpt2(runtime, seed)) {
      Random order = new Random(1000 + seed);
      double sum = 0;
      int summed = 0;
      for (int step = 1; step <= LAST; step++) {
        sum += network.gradient(training.draw(order, SEQUENCES));
        summed++;
        network.step(rate(step));
        if (CHECKPOINTS.contains(step)) {
          CheckpointWriter.write(model.resolve("checkpoint-" + step), network.parameters());
        }
        if (step % REPORT_STRIDE == 0 || CHECKPOINTS.contains(step)) {
          rows.append(row(seed, step, sum / summed, heldOutLoss(network)));
          Files.writeString(log, rows);
          sum = 0;
          summed = 0;
        }
      }
    }
  }

  private double heldOutLoss(TrainedGpt2 network) {
    long[][] all = heldOut.spread(HELD_OUT_SEQUENCES);
    double sum = 0;
    for (int first = 0; first < all.length; first += SEQUENCES) {
      sum += network.loss(Arrays.copyOfRange(all, first, first + SEQUENCES));
    }
    return sum * SEQUENCES / all.length;
  }

  private static String row(int seed, int step, double training, double heldOut) {
    return String.format(Locale.ROOT, "%d,%d,%.4f,%.4f%n", seed, step, training, heldOut);
  }

  /** Linear warm-up, then half a cosine from the peak to the final rate. */
  static double rate(int step) {
    if (step <= WARM_UP) {
      return PEAK_RATE * step / WARM_UP;
    }
    double done = (double) (step - WARM_UP) / (LAST - WARM_UP);
    return FINAL_RATE + (PEAK_RATE - FINAL_RATE) * 0.5 * (1 + Math.cos(Math.PI * done));
  }
}
