package org.rhodb.benchmark;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
import org.rhodb.grammar.tree.Baseline;

/**
 * Universal neurons of five made-up networks, all at once and as ten separate pairs, dense and
 * screened, in the same run.
 *
 * <pre>
 * ./rhodb bench universal [neurons] [tokens] [rho] [baseline]
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
              + " s%n",
          MODELS,
          neurons,
          tokens,
          low,
          stream,
          study.rates().product(ScreenType.INT8) / 1e9,
          1.3 * stream + products / study.rates().product(ScreenType.INT8));
      if (arguments.length > 3) {
        baselines(study, low);
      } else {
        pairs(study, low, stream);
      }
    }
  }

  /** Five at once against ten pairs. */
  private static void pairs(GeneratedStudy study, double low, double stream) {
    System.out.println(
        "| plan | five at once s | of five passes | ten pairs s | ten / one | neurons |");
    System.out.println("|---|---|---|---|---|---|");
    Ask ask = new Ask(List.of(), Bounds.of("rho", ColumnBounds.between(low, 2)));
    for (String strategy : List.of("dense", "sketch", "rounded")) {
      Settings settings = Settings.DEFAULTS.with(Setting.STRATEGY, strategy);
      Set<List<Long>> found = new HashSet<>();
      double once = seconds(study, study.models(), ask, settings, found);
      System.out.println(study.detail());
      double pairs = 0;
      for (int i = 0; i < MODELS; i++) {
        for (int j = i + 1; j < MODELS; j++) {
          List<CheckpointEntry> both = List.of(study.models().get(i), study.models().get(j));
          pairs += seconds(study, both, ask, settings, new HashSet<>());
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
          found.size());
    }
  }

  /** Neurons above a random map of the other models: every plan against dense. */
  private static void baselines(GeneratedStudy study, double low) {
    System.out.println("| BASELINE ORTHOGONAL, excess | took s | dense / this | neurons | same |");
    System.out.println("|---|---|---|---|---|");
    Ask ask =
        new Ask(
            List.of(new Baseline(Baseline.Kind.ORTHOGONAL, 1, 1)),
            Bounds.of("excess", ColumnBounds.between(low, 2)));
    double dense = 0;
    Set<List<Long>> all = Set.of();
    for (String strategy : List.of("dense", "auto", "rounded", "sketch")) {
      Set<List<Long>> found = new HashSet<>();
      double seconds =
          seconds(
              study,
              study.models(),
              ask,
              Settings.DEFAULTS.with(Setting.STRATEGY, strategy),
              found);
      if (strategy.equals("dense")) {
        dense = seconds;
        all = found;
      }
      System.out.println(study.detail());
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.2f | %,d | %s |%n",
          strategy,
          seconds,
          dense / seconds,
          found.size(),
          found.equals(all) ? "yes" : "NO");
    }
  }

  /** What is asked of the models. */
  private record Ask(List<Baseline> baselines, Bounds bounds) {}

  private static double seconds(
      GeneratedStudy study,
      List<CheckpointEntry> models,
      Ask ask,
      Settings settings,
      Set<List<Long>> found) {
    UniversalExec exec =
        new UniversalExec(
            new IslandAnalysis.Universal(
                List.of(new Group(models)), List.of(), study.corpus(), ask.baselines),
            ask.bounds);
    return study.run(
        exec,
        settings,
        (batch, row) ->
            found.add(
                List.of(
                    (long) batch.getString(0, row).hashCode(),
                    batch.getLong(2, row),
                    batch.getLong(3, row))));
  }
}
