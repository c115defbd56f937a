package org.rhodb.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.machine.RateMeasurement;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.screen.ScreenType;
import org.rhodb.engine.settings.Settings;

/**
 * {@code UNIVERSAL NEURONS} of five GPT-2s as a user asks for them: checkpoints on disk, models
 * run, answer counted. Beside each plan stands what is allowed: 1.3 times what five forward passes
 * take before and after that keep the activations and do nothing with them, and the plan's products
 * at the rate measured at the start of the run.
 *
 * <pre>
 * ./rhodb bench study 4 384 50000 0.5 auto,dense
 * </pre>
 */
public final class StudyBenchmark {
  private static final int MODELS = 5;

  /** Of 256 tokens, as many as the engine takes at once. */
  private static final int SEQUENCES = 5;

  /** A sketch's rows and their type, as a run's detail names them. */
  private static final Pattern SCREEN =
      Pattern.compile("^(?:sketch of|all) ([\\d,]+) \\w+ in (\\w+)");

  private StudyBenchmark() {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    SeededGpt2 shape = shape(arguments, 0);
    int tokens = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("rhodb-bench");
    try {
      for (int seed = 1; seed <= MODELS; seed++) {
        shape(arguments, seed).write(folder.resolve("m" + seed));
      }
      Files.write(folder.resolve("text.txt"), text(tokens));
      Path rates = folder.resolve("rates");
      RateMeasurement.measure(Settings.DEFAULTS, rates);
      Options options =
          Options.of(folder.resolve("study.rhodb")).withFolder(folder).withRates(rates);
      try (Engine engine = Engine.open(options);
          Session session = engine.openSession()) {
        run(session, shape, tokens, arguments[3], List.of(arguments[4].split(",")), rates);
      }
    } finally {
      ReadBenchmark.delete(folder);
    }
  }

  private static SeededGpt2 shape(String[] arguments, int seed) {
    return new SeededGpt2(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), seed);
  }

  private static byte[] text(int bytes) {
    byte[] text = new byte[bytes];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < bytes; i++) {
      text[i] = (byte) (random.nextInt(6) == 0 ? ' ' : 'a' + random.nextInt(26));
    }
    return text;
  }

  private static void run(
      Session session,
      SeededGpt2 shape,
      int tokens,
      String rho,
      List<String> strategies,
      Path ratesFile) {
    for (int seed = 1; seed <= MODELS; seed++) {
      session.execute("CREATE MODEL m" + seed + " FROM 'm" + seed + "'").close();
    }
    session
        .execute("CREATE CORPUS c FROM 'text.txt' WITH (tokenizer = 'bytes', context = 256)")
        .close();
    session.execute("SET reuse = false").close();
    int neurons = shape.config().neuronCount();
    RatesFile.Place here = RatesFile.Place.here("cpu", Runtime.getRuntime().availableProcessors());
    DeviceRates rates = new RatesFile(ratesFile).read(here).rates();
    System.out.printf(
        Locale.ROOT,
        "%d models of %d layers, d_model %d, %,d neurons; %,d tokens, rho > %s; float32 %.0f"
            + " GFLOP/s, 8 bits %.0f G operations/s%n"
            + "| strategy | five forward passes s | products s | 1.3 passes and products s | took s"
            + " | neurons | ran |%n|---|---|---|---|---|---|---|%n",
        MODELS,
        shape.config().nLayers(),
        shape.config().dModel(),
        neurons,
        tokens,
        rho,
        rates.product(ScreenType.FLOAT32) / 1e9,
        rates.product(ScreenType.INT8) / 1e9);
    double before = passes(shape, tokens);
    for (String strategy : strategies) {
      session.execute("SET strategy = '" + strategy + "'").close();
      long[] rows = {0};
      double seconds =
          seconds(session, "UNIVERSAL NEURONS OF ALL MODELS ON c WHERE rho > " + rho, rows);
      double after = passes(shape, tokens);
      double passes = (before + after) / 2;
      before = after;
      String detail = detail(session);
      double products = productSeconds(detail, neurons, tokens, rates);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.1f | %,d | %s |%n",
          strategy,
          passes,
          products,
          1.3 * passes + products,
          seconds,
          rows[0],
          detail);
    }
  }

  /** Returns the seconds in which five models run over so many tokens and keep activations. */
  private static double passes(SeededGpt2 shape, int tokens) {
    ModelConfig config = shape.config();
    try (TensorRuntime runtime =
            TensorRuntime.start("cpu", Runtime.getRuntime().availableProcessors());
        Network network = CheckpointNetworks.open(runtime, shape.common(), true)) {
      TokenBatch batch = shape.common().tokens(SEQUENCES, SeededGpt2.CONTEXT, 5);
      int batches = MODELS * tokens / batch.ids().length;
      long started = 0;
      for (int i = -1; i < batches; i++) { // the first warms up
        if (i == 0) {
          started = System.nanoTime();
        }
        try (ActivationMatrix all = network.openActivations(batch, 0, config.nLayers() - 1)) {
          all.await();
        }
      }
      return (System.nanoTime() - started) / 1e9;
    }
  }

  private static double productSeconds(
      String detail, double neurons, int tokens, DeviceRates rates) {
    Matcher screen = SCREEN.matcher(detail);
    double rows = tokens;
    ScreenType type = ScreenType.FLOAT32;
    if (screen.find()) {
      rows = Double.parseDouble(screen.group(1).replace(",", ""));
      type = ScreenType.of(screen.group(2));
    }
    return rows * neurons * neurons * MODELS * (MODELS - 1) / rates.product(type);
  }

  private static double seconds(Session session, String statement, long[] rows) {
    long started = System.nanoTime();
    try (QueryResult result = session.execute(statement)) {
      while (result.next()) {
        rows[0]++;
      }
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private static String detail(Session session) {
    try (QueryResult result = session.execute("SELECT detail FROM runs ORDER BY id DESC LIMIT 1")) {
      result.next();
      return String.valueOf(result.value(0));
    }
  }
}
