package org.rhodb.benchmark;

import java.util.List;
import java.util.Locale;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.correlate.UniversalExec;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.screen.ScreenType;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * Universal neurons of five made-up networks, all at once and as ten separate pairs, dense and
 * screened, in the same run.
 *
 * <pre>
 * java -cp ... org.rhodb.benchmark.UniversalBenchmark [neurons] [tokens] [rho]
 * </pre>
 */
public final class UniversalBenchmark {
  private static final int MODELS = 5;

  private UniversalBenchmark() {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    int neurons = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1024;
    int tokens = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
    double low = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0.5;
    int threads = Runtime.getRuntime().availableProcessors();
    try (TensorRuntime runtime = TensorRuntime.start("cpu", threads);
        GeneratedActivations source = new GeneratedActivations(runtime)) {
      GeneratedStudy study = new GeneratedStudy(runtime, source, MODELS, neurons, tokens);
      double stream = study.streamSeconds();
      double products = 2.0 * tokens * neurons * neurons * MODELS * (MODELS - 1) / 2;
      System.out.printf(
          Locale.ROOT,
          "%d models of %,d neurons, %,d tokens, rho > %s; five passes of the source %.1f s%n"
              + "1.3 times that and the products of all tokens in 8 bits at %.0f G operations/s: %.1f"
              + " s%n"
              + "| plan | five at once s | of five passes | ten pairs s | ten / one | neurons |%n"
              + "|---|---|---|---|---|---|%n",
          MODELS,
          neurons,
          tokens,
          low,
          stream,
          study.rates().product(ScreenType.INT8) / 1e9,
          1.3 * stream + products / study.rates().product(ScreenType.INT8));
      for (String strategy : List.of("dense", "sketch", "rounded")) {
        Settings settings = Settings.DEFAULTS.with(Setting.STRATEGY, strategy);
        long[] found = {0};
        double once = seconds(study, study.models(), low, settings, found);
        System.out.println(study.detail());
        double pairs = 0;
        for (int i = 0; i < MODELS; i++) {
          for (int j = i + 1; j < MODELS; j++) {
            pairs +=
                seconds(
                    study,
                    List.of(study.models().get(i), study.models().get(j)),
                    low,
                    settings,
                    new long[1]);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %.1f | %.2f | %.1f | %.2f | %,d |%n",
            strategy,
            once,
            once / stream,
            pairs,
            pairs / once,
            found[0]);
      }
    }
  }

  private static double seconds(
      GeneratedStudy study,
      List<CheckpointEntry> models,
      double low,
      Settings settings,
      long[] found) {
    UniversalExec exec =
        new UniversalExec(
            new IslandAnalysis.Universal(
                List.of(new Group(models)), List.of(), study.corpus(), List.of()),
            Bounds.of("rho", ColumnBounds.between(low, 2)));
    return study.run(exec, settings, (batch, row) -> found[0]++);
  }
}
