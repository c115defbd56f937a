package org.rhodb.engine.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.CrossProduct;
import org.rhodb.engine.network.tensor.DeviceProbe;
import org.rhodb.engine.network.tensor.NeuronRange;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.screen.EstimateTile;
import org.rhodb.engine.network.tensor.screen.NetworkScreen;
import org.rhodb.engine.network.tensor.screen.PairChoice;
import org.rhodb.engine.network.tensor.screen.PairSums;
import org.rhodb.engine.network.tensor.screen.ScreenKernels;
import org.rhodb.engine.network.tensor.screen.ScreenType;
import org.rhodb.engine.network.tensor.screen.ScreenedNeurons;
import org.rhodb.engine.network.tensor.screen.SketchShape;
import org.rhodb.engine.network.tensor.screen.TransposedBlock;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * Measures the rates of a device with the kernels operators use, on made-up activations; each the
 * best of a few turns in two rounds, so that what else the machine does counts little: one round in
 * a slow moment found products in 8 bits slower than in bfloat16. Takes about twenty seconds on two
 * cores.
 */
public final class RateMeasurement {
  private static final int NEURONS = 2048;
  private static final int TOKENS = 4096;

  /** Rounds of all measurements, some seconds apart. */
  private static final int ROUNDS = 2;

  private static final int PAIRS = 30_000;

  /** Ranges of the two sketches whose difference in time is the product alone. */
  private static final int FEW_RANGES = 32;

  private static final int MANY_RANGES = 192;

  /** Rows that show whether a type is worth measuring. */
  private static final int PROBE_ROWS = 64;

  private static final Sweep PROBE = new Sweep(FEW_RANGES, PROBE_ROWS);

  /** Rate of a few rows, over that of large products, below which a type is not worth more. */
  private static final double SLOW_SHARE = 0.2;

  /** Share of a whole that a part of it takes at least: differences of times are noisy. */
  private static final double SHARE_MIN = 0.1;

  /** Of margins, on which no time depends. */
  private static final double EXPONENT = 10;

  private static final int FILE_BYTES = 1 << 26;

  private final TensorRuntime runtime;

  private final LeastSeconds timing = new LeastSeconds();

  private double hold = Double.POSITIVE_INFINITY;

  private RateMeasurement(TensorRuntime runtime) {
    this.runtime = runtime;
  }

  /** Estimates of some rows with every column, from a sketch of some ranges. */
  private record Sweep(int ranges, int rows) {}

  /**
   * Measures the device of the settings and keeps what was found.
   *
   * @param file the user's file of rates
   * @return a finding a rate, and where they were kept; not good if they could not be
   * @throws org.rhodb.engine.error.QueryException R502
   */
  public static List<Finding> measure(Settings settings, Path file) {
    List<Finding> findings = new ArrayList<>();
    try (TensorRuntime runtime =
        TensorRuntime.start(settings.text(Setting.DEVICE), settings.threads())) {
      RateMeasurement measurement = new RateMeasurement(runtime);
      for (int round = 1; round < ROUNDS; round++) {
        measurement.rates();
      }
      DeviceRates rates = measurement.rates();
      Map<String, Double> all = RatesFile.byName(rates);
      all.forEach((name, rate) -> findings.add(finding(name, rate)));
      RatesFile.Place place = RatesFile.Place.here(runtime.device(), runtime.threads());
      new RatesFile(file).write(place, rates, Instant.now());
      findings.add(
          new Finding(
              "kept",
              file + ", for " + place.device() + ", " + place.threads() + " threads",
              true));
    } catch (IOException e) {
      findings.add(new Finding("kept", "not: " + e, false));
    }
    return findings;
  }

  private static Finding finding(String name, double rate) {
    String unit =
        switch (name) {
          case "product" -> "GFLOP/s, float32 products";
          case "int8_product" -> "G operations/s, products in 8 bits";
          case "bfloat16_product" -> "GFLOP/s, products in bfloat16";
          case "forward" -> "GFLOP/s, products of forward passes";
          case "activate" -> "G values/s of activation functions and softmax";
          case "fill" -> "G values/s centred, scaled and added to moments";
          case "round" -> "G values/s rounded";
          case "sketch" -> "G values/s added to a sketch";
          case "compare" -> "G pairs/s compared with a bound";
          case "transpose" -> "G values/s transposed";
          case "pair" -> "G products/s of chosen pairs";
          case "read" -> "GB/s read from files";
          default -> "GB/s of memory newly taken";
        };
    String text = String.format(Locale.ROOT, rate < 1e11 ? "%.2f " : "%.0f ", rate / 1e9) + unit;
    return new Finding(name.replace('_', ' '), text, true);
  }

  private DeviceRates rates() throws IOException {
    double read = read();
    // Memory that was given back may be given again, warm: what counts is what came new.
    hold = Math.min(hold, DeviceProbe.newMemoryRate(runtime));
    ForwardRates forward = ForwardRates.measure(runtime, timing);
    try (CorrelationKernels kernels = CorrelationKernels.load(runtime);
        ScreenKernels screens = ScreenKernels.load(runtime);
        TokenBlock block = kernels.openBlock(TOKENS, NEURONS);
        ColumnChoice columns = new ColumnChoice(firstColumns());
        ActivationMatrix batch = ActivationMatrix.of(runtime, values(TOKENS * NEURONS), NEURONS)) {
      double values = (double) TOKENS * NEURONS;
      double fill = timing.of("fill", () -> fill(block, batch, columns));
      double sketched;
      double round;
      try (NetworkScreen sketch = sketch(screens, ScreenType.INT8, MANY_RANGES)) {
        sketched =
            timing.of(
                "sketch",
                () -> {
                  block.clear();
                  block.fill(batch, 0, TOKENS, columns);
                  sketch.add(block, 0);
                });
        round = timing.of("round", () -> sketch.openScreened(block.moments(), EXPONENT).close());
      }
      double sketch = Math.max(sketched - fill, SHARE_MIN * sketched);
      fill(block, batch, columns);
      double product = product(kernels, block);
      double[] float32 = screen(screens, block, batch, columns, ScreenType.FLOAT32);
      double int8 = shorter(screens, block, batch, columns, ScreenType.INT8, product);
      double bfloat16 = shorter(screens, block, batch, columns, ScreenType.BFLOAT16, product);
      fill(block, batch, columns);
      double[] chosen = pairs(screens, block);
      return new DeviceRates(
          product,
          int8,
          bfloat16,
          forward.products(),
          forward.activate(),
          values / fill,
          (double) MANY_RANGES * SketchShape.RANGE_ROWS * NEURONS / round,
          values / sketch,
          float32[1],
          chosen[0],
          chosen[1],
          read,
          hold);
    }
  }

  private static NetworkScreen sketch(ScreenKernels kernels, ScreenType type, int ranges) {
    return kernels.openScreen(new SketchShape(ranges, 1), type, NEURONS, "measured");
  }

  private static int[] firstColumns() {
    int[] columns = new int[NEURONS];
    Arrays.setAll(columns, i -> i);
    return columns;
  }

  /** Returns values as rectified neurons have them: half are 0. */
  private static float[] values(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.max(0, random.nextDouble() - 0.5);
    }
    return values;
  }

  private static void fill(TokenBlock block, ActivationMatrix batch, ColumnChoice columns) {
    block.clear();
    block.fill(batch, 0, TOKENS, columns);
    block.standardise();
  }

  private double product(CorrelationKernels kernels, TokenBlock block) throws IOException {
    NeuronRange all = new NeuronRange(0, NEURONS);
    try (CrossProduct product = kernels.openProduct(all, all, false)) {
      double seconds =
          timing.of(
              "product",
              () -> {
                product.add(block, block, () -> {});
                product.rows(0, 0, 1); // waits for a device that works on its own
              });
      return 2.0 * TOKENS * NEURONS * NEURONS / seconds;
    }
  }

  /**
   * Returns the operations a second of products in a shorter type; of a type whose first few rows
   * show that it is slower than float32, as a processor without instructions for it is by a hundred
   * times, no more than these rows.
   */
  private double shorter(
      ScreenKernels kernels,
      TokenBlock block,
      ActivationMatrix batch,
      ColumnChoice columns,
      ScreenType type,
      double product)
      throws IOException {
    double few = PROBE_ROWS / screenSeconds(kernels, block, batch, columns, type, PROBE);
    double rate = 2.0 * FEW_RANGES * SketchShape.RANGE_ROWS * NEURONS * few;
    return rate < SLOW_SHARE * product ? rate : screen(kernels, block, batch, columns, type)[0];
  }

  /**
   * Returns operations a second of products in a type, and pairs compared a second: of one range
   * estimating takes less than comparing, even in float32.
   */
  private double[] screen(
      ScreenKernels kernels,
      TokenBlock block,
      ActivationMatrix batch,
      ColumnChoice columns,
      ScreenType type)
      throws IOException {
    double pairs = (double) NEURONS * NEURONS;
    double few =
        screenSeconds(kernels, block, batch, columns, type, new Sweep(FEW_RANGES, NEURONS));
    double many =
        screenSeconds(kernels, block, batch, columns, type, new Sweep(MANY_RANGES, NEURONS));
    double range = Math.max(many - few, SHARE_MIN * many) / (MANY_RANGES - FEW_RANGES);
    double one = screenSeconds(kernels, block, batch, columns, type, new Sweep(1, NEURONS));
    double compare = Math.max(one - range, SHARE_MIN * one);
    return new double[] {2 * pairs * SketchShape.RANGE_ROWS / range, pairs / compare};
  }

  /** Returns the seconds of estimating some rows with every column, and of comparing them. */
  private double screenSeconds(
      ScreenKernels kernels,
      TokenBlock block,
      ActivationMatrix batch,
      ColumnChoice columns,
      ScreenType type,
      Sweep sweep)
      throws IOException {
    try (NetworkScreen sketch = sketch(kernels, type, sweep.ranges)) {
      int blocks = Math.max(1, sweep.ranges * SketchShape.GROUP_TOKENS / TOKENS);
      for (int b = 0; b < blocks; b++) {
        block.clear();
        block.fill(batch, 0, TOKENS, columns);
        sketch.add(block, (long) b * TOKENS);
      }
      try (ScreenedNeurons neurons = sketch.openScreened(block.moments(), EXPONENT);
          EstimateTile tile = neurons.openTile(neurons)) {
        return timing.of(
            type + " " + sweep,
            () ->
                tile.sweep(
                    sweep.rows,
                    () -> {},
                    (strip, first, rows) -> {
                      strip.select(3, 4, 0);
                      return true;
                    }));
      }
    }
  }

  /** Returns values transposed a second, and products of pairs a second. */
  private double[] pairs(ScreenKernels kernels, TokenBlock block) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    long[] places = random.longs(0, (long) NEURONS * NEURONS).distinct().limit(PAIRS).toArray();
    try (TransposedBlock rows = kernels.openTransposed(NEURONS);
        PairSums sums = kernels.openPairs(PairChoice.of(NEURONS, NEURONS, places))) {
      double transpose =
          timing.of(
              "transpose",
              () -> {
                for (int first = 0; first < TOKENS; first += PairSums.CALL_TOKENS) {
                  rows.take(block, first);
                }
              });
      rows.take(block, 0);
      double pair = timing.of("pair", () -> sums.add(rows, rows, () -> {}));
      return new double[] {
        (double) TOKENS * NEURONS / transpose, (double) PAIRS * PairSums.CALL_TOKENS / pair
      };
    }
  }

  /** Returns the bytes a second of reading a file that was just written, as shards often are. */
  private double read() throws IOException {
    Path file = Files.createTempFile("rhodb-rates", ".tmp");
    try {
      ByteBuffer bytes = ByteBuffer.allocate(FILE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      Files.write(file, bytes.array());
      byte[] buffer = new byte[1 << 20];
      double seconds =
          timing.of(
              "read",
              () -> {
                try (InputStream in = Files.newInputStream(file)) {
                  while (in.read(buffer) >= 0) {
                    // Reading is all that is timed.
                  }
                }
              });
      return FILE_BYTES / seconds;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
