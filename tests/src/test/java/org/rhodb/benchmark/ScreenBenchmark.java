package org.rhodb.benchmark;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.DeviceProbe;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * The screened correlation of two made-up networks against the dense one, in the same run: time,
 * pairs left, and whether the answers are the same. Time to make the activations up counts in both,
 * and is printed.
 *
 * <pre>
 * java -cp ... org.rhodb.benchmark.ScreenBenchmark neurons[,..] tokens[,..] rho[,..] [sketch rows]
 * </pre>
 */
public final class ScreenBenchmark {
  private static final int LAYERS = 4;

  private final PrintStream out;
  private final TensorRuntime runtime;
  private final GeneratedActivations source;
  private String detail = "";

  private ScreenBenchmark(PrintStream out, TensorRuntime runtime, GeneratedActivations source) {
    this.out = out;
    this.runtime = runtime;
    this.source = source;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    int[] neurons = numbers(arguments.length > 0 ? arguments[0] : "2048");
    int[] tokens = numbers(arguments.length > 1 ? arguments[1] : "50000");
    String[] bounds = (arguments.length > 2 ? arguments[2] : "0.5").split(",");
    String rows = arguments.length > 3 ? arguments[3] : "0";
    int threads = Runtime.getRuntime().availableProcessors();
    try (TensorRuntime runtime = TensorRuntime.start("cpu", threads);
        GeneratedActivations source = new GeneratedActivations(runtime)) {
      ScreenBenchmark benchmark = new ScreenBenchmark(System.out, runtime, source);
      System.out.println(
          "| neurons | tokens | rho > | pairs | source s | matMul s | dense s | screened s |"
              + " dense / screened | matMul / screened | same rows | largest difference |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
      for (int n : neurons) {
        for (int t : tokens) {
          benchmark.run(n, t, bounds, rows);
        }
      }
    }
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private void run(int neurons, int tokens, String[] bounds, String rows) {
    ModelConfig config =
        new ModelConfig(
            "gpt2",
            257,
            64,
            8,
            LAYERS,
            2,
            neurons / LAYERS,
            "relu",
            1e-5,
            true,
            false,
            false,
            true);
    List<CheckpointEntry> models =
        List.of(
            new CheckpointEntry("a", 0, "", "a" + neurons, config),
            new CheckpointEntry("b", 0, "", "b" + neurons, config));
    CorpusEntry corpus =
        new CorpusEntry(
            "made-up", "", "none", 512, tokens / 512, tokens, tokens, Set.of(), 2, "made-up");
    double stream = streamSeconds(models, corpus);
    double matMul =
        2.0 * neurons * neurons * tokens / DeviceProbe.measure(runtime).gigaflops() / 1e9;
    double denseSeconds = Double.NaN;
    for (String bound : bounds) {
      Settings dense = Settings.DEFAULTS.with(Setting.STRATEGY, "dense");
      Settings sketch =
          Settings.DEFAULTS.with(Setting.STRATEGY, "sketch").with(Setting.SKETCH_ROWS, rows);
      double low = Double.parseDouble(bound);
      Map<Long, Double> exact = new HashMap<>();
      long started = System.nanoTime();
      correlate(models, corpus, low, dense, exact);
      denseSeconds = (System.nanoTime() - started) / 1e9;
      Map<Long, Double> screened = new HashMap<>();
      started = System.nanoTime();
      correlate(models, corpus, low, sketch, screened);
      double seconds = (System.nanoTime() - started) / 1e9;
      out.printf(
          Locale.ROOT,
          "| %,d | %,d | %s | %,d | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %s | %.1e |%n",
          neurons,
          tokens,
          bound,
          exact.size(),
          stream,
          matMul,
          denseSeconds,
          seconds,
          denseSeconds / seconds,
          matMul / seconds,
          isSame(exact, screened, low),
          difference(exact, screened));
      out.println("  " + detail);
    }
  }

  /** Rows may differ where rho is within 1e-5 of the bound: both plans are exact to that. */
  private static String isSame(Map<Long, Double> exact, Map<Long, Double> screened, double low) {
    List<Double> other = new ArrayList<>();
    exact.forEach((key, rho) -> addUnless(screened.containsKey(key), rho, other));
    screened.forEach((key, rho) -> addUnless(exact.containsKey(key), rho, other));
    if (other.stream().anyMatch(rho -> Math.abs(rho - low) > 1e-5)) {
      return "NO";
    }
    return other.isEmpty() ? "yes" : "yes, but " + other.size() + " within 1e-5 of the bound";
  }

  private static void addUnless(boolean isThere, Double rho, List<Double> to) {
    if (!isThere) {
      to.add(rho);
    }
  }

  private static double difference(Map<Long, Double> exact, Map<Long, Double> screened) {
    return exact.entrySet().stream()
        .filter(entry -> screened.containsKey(entry.getKey()))
        .mapToDouble(entry -> Math.abs(entry.getValue() - screened.get(entry.getKey())))
        .max()
        .orElse(0);
  }

  private double streamSeconds(List<CheckpointEntry> models, CorpusEntry corpus) {
    long started = System.nanoTime();
    for (CheckpointEntry model : models) {
      try (ActivationStream stream = source.open(model, corpus, 0, LAYERS - 1, 0)) {
        for (ActivationMatrix batch = stream.next(); batch != null; batch = stream.next()) {
          batch.close();
        }
      }
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private void correlate(
      List<CheckpointEntry> models,
      CorpusEntry corpus,
      double low,
      Settings settings,
      Map<Long, Double> rows) {
    CorrelateExec exec =
        new CorrelateExec(
            new IslandAnalysis.Correlate(List.of(new Group(models)), corpus),
            Bounds.of("rho", ColumnBounds.between(low, 2)));
    Catalog catalog =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, given) -> heard(given));
    ExecutionContext context =
        new ExecutionContext(
            settings,
            catalog,
            new OneRuntime(runtime),
            source,
            SavepointStore.none(),
            new MemoryBudget(12_000_000_000L),
            Progress.silent(),
            new Cancellation(),
            "",
            DeviceRates.DEFAULTS);
    long width = models.get(0).config().dMlp();
    RowBatch batch = new RowBatch(exec.columns(), RowBatch.DEFAULT_CAPACITY);
    try (RowSource source = exec.open(context)) {
      while (source.next(batch)) {
        for (int r = 0; r < batch.size(); r++) {
          long left = batch.getLong(2, r) * width + batch.getLong(3, r);
          long right = batch.getLong(6, r) * width + batch.getLong(7, r);
          rows.put(left << 32 | right, batch.getDouble(8, r));
        }
      }
    }
  }

  private Object heard(Object[] given) {
    if (given != null && given.length == 1 && given[0] instanceof RunRecord run) {
      detail = run.detail();
      return 0L; // the run's number
    }
    return null;
  }

  /** Networks of which only the device is asked for. */
  private record OneRuntime(TensorRuntime runtime) implements Networks {
    @Override
    public Network open(CheckpointEntry checkpoint) {
      throw new IllegalStateException("nothing runs a model here");
    }

    @Override
    public void close() {}
  }
}
