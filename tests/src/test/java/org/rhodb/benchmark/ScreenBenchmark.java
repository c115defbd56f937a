package org.rhodb.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.network.tensor.DeviceProbe;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * The screened correlation of two made-up networks against the dense one, in the same run: time,
 * pairs left, and whether the answers are the same. Making up the activations counts in both times;
 * a screened run does so twice for those that do not fit the memory.
 *
 * <pre>
 * java -cp ... org.rhodb.benchmark.ScreenBenchmark neurons[,..] tokens[,..] rho[,..] [auto|all|sketch rows]
 * </pre>
 */
public final class ScreenBenchmark {
  private final PrintStream out;
  private final TensorRuntime runtime;
  private final GeneratedActivations source;

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
    String rows = arguments.length > 3 ? arguments[3] : "auto";
    int threads = Runtime.getRuntime().availableProcessors();
    try (TensorRuntime runtime = TensorRuntime.start("cpu", threads);
        GeneratedActivations source = new GeneratedActivations(runtime)) {
      ScreenBenchmark benchmark = new ScreenBenchmark(System.out, runtime, source);
      System.out.println(
          "| neurons | tokens | rho > | pairs | matMul s | dense s | its source s | screened s |"
              + " its source s |"
              + " dense / screened | the same without source | matMul / screened without source |"
              + " same rows | largest difference |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
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
    GeneratedStudy study = new GeneratedStudy(runtime, source, 2, neurons, tokens);
    double matMul =
        2.0 * neurons * neurons * tokens / DeviceProbe.measure(runtime).gigaflops() / 1e9;
    Settings dense = Settings.DEFAULTS.with(Setting.STRATEGY, "dense");
    Settings screen =
        rows.equals("auto")
            ? Settings.DEFAULTS
            : Settings.DEFAULTS
                .with(Setting.STRATEGY, rows.equals("all") ? "rounded" : "sketch")
                .with(Setting.SKETCH_ROWS, rows.equals("all") ? "0" : rows);
    double lowest = Arrays.stream(bounds).mapToDouble(Double::parseDouble).min().orElseThrow();
    Map<Long, Double> all = new HashMap<>();
    source.takeSeconds();
    double denseSeconds = correlate(study, lowest, dense, all);
    double denseSource = source.takeSeconds();
    for (String bound : bounds) {
      double low = Double.parseDouble(bound);
      Map<Long, Double> exact = new HashMap<>();
      all.forEach((key, rho) -> putAbove(low, key, rho, exact));
      Map<Long, Double> screened = new HashMap<>();
      double seconds = correlate(study, low, screen, screened);
      double screenedSource = source.takeSeconds();
      out.printf(
          Locale.ROOT,
          "| %,d | %,d | %s | %,d | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f | %s | %.1e |%n",
          neurons,
          tokens,
          bound,
          exact.size(),
          matMul,
          denseSeconds,
          denseSource,
          seconds,
          screenedSource,
          denseSeconds / seconds,
          (denseSeconds - denseSource) / (seconds - screenedSource),
          matMul / (seconds - screenedSource),
          isSame(exact, screened, low),
          difference(exact, screened));
      out.println(study.detail());
    }
  }

  private static void putAbove(double low, long key, double rho, Map<Long, Double> to) {
    if (rho > low) {
      to.put(key, rho);
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

  private static double correlate(
      GeneratedStudy study, double low, Settings settings, Map<Long, Double> rows) {
    CorrelateExec exec =
        new CorrelateExec(
            new IslandAnalysis.Correlate(List.of(new Group(study.models())), study.corpus()),
            Bounds.of("rho", ColumnBounds.between(low, 2)));
    long width = study.models().get(0).config().dMlp();
    return study.run(
        exec,
        settings,
        (batch, r) -> {
          long left = batch.getLong(2, r) * width + batch.getLong(3, r);
          long right = batch.getLong(6, r) * width + batch.getLong(7, r);
          rows.put(left << 32 | right, batch.getDouble(8, r));
        });
  }
}
