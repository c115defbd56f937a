package org.rhodb.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Settings;

/**
 * Resident memory of a correlation of two networks of GPT-2 small's shape, 36,864 x 36,864 neurons
 * whose activations are drawn at random, beside what the plan said.
 *
 * <pre>
 * java -Xmx512m -cp ... org.rhodb.benchmark.MemoryBenchmark [tensor GB] [tokens]
 * </pre>
 */
public final class MemoryBenchmark implements Networks, ActivationSource {
  private static final int BATCH = 256;

  private final TensorRuntime runtime;

  private MemoryBenchmark(TensorRuntime runtime) {
    this.runtime = runtime;
  }

  /** Runs one correlation. */
  public static void main(String[] arguments) throws IOException {
    double gigabytes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 4;
    long tokens = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1024;
    try (TensorRuntime runtime = TensorRuntime.start("cpu", 2)) {
      new MemoryBenchmark(runtime).run(System.out, (long) (gigabytes * 1e9), tokens);
    }
  }

  private void run(PrintStream out, long budgetBytes, long tokens) throws IOException {
    ModelConfig config =
        new ModelConfig(
            "gpt2", 50257, 1024, 768, 12, 12, 3072, "gelu_new", 1e-5, true, false, false, true);
    CorpusEntry corpus =
        new CorpusEntry(
            "random", "random", "none", 512, tokens / 512, tokens, tokens, Set.of(), 2, "random");
    CorrelateExec exec =
        new CorrelateExec(
            new IslandAnalysis.Correlate(
                List.of(
                    new Group(
                        List.of(
                            new CheckpointEntry("a", 0, "", "a", config),
                            new CheckpointEntry("b", 0, "", "b", config)))),
                corpus),
            Bounds.of("rho", ColumnBounds.between(0.5, Double.POSITIVE_INFINITY)));
    // Nothing of the catalog is called but the ledger of runs.
    Catalog catalog =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, given) ->
                    method.getReturnType() == long.class ? (Object) 0L : null);
    ExecutionContext context =
        new ExecutionContext(
            Settings.DEFAULTS,
            catalog,
            this,
            this,
            SavepointStore.none(),
            new MemoryBudget(budgetBytes),
            Progress.silent(),
            new Cancellation(),
            "");
    OperatorPlan plan = exec.plan(context);
    out.println(plan.chosen() + ", " + plan.notes().get(0));
    long before = resident("VmRSS");
    long started = System.nanoTime();
    long rows = 0;
    RowBatch batch = new RowBatch(exec.columns(), RowBatch.DEFAULT_CAPACITY);
    try (RowSource source = exec.open(context)) {
      while (source.next(batch)) {
        rows += batch.size();
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    out.printf(
        Locale.ROOT,
        "budget %s, planned peak %s, resident before %s, at the highest %s; %,d rows in %.0f s,"
            + " %.1f GFLOP/s%n",
        MemoryBudget.format(budgetBytes),
        MemoryBudget.format(plan.peakBytes()),
        MemoryBudget.format(before),
        MemoryBudget.format(resident("VmHWM")),
        rows,
        seconds,
        plan.flops() / seconds / 1e9);
  }

  private static long resident(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("/proc/self/status has no " + field);
  }

  @Override
  public ActivationStream open(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      long firstToken) {
    int width = (lastLayer - firstLayer + 1) * checkpoint.config().dMlp();
    SplittableRandom random = new SplittableRandom(checkpoint.model().hashCode());
    return new ActivationStream() {
      private long next = firstToken;

      @Override
      public long nextToken() {
        return next;
      }

      @Override
      public @Nullable ActivationMatrix next() {
        int rows = (int) Math.min(BATCH, corpus.countedTokens() - next);
        if (rows <= 0) {
          return null;
        }
        next += rows;
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextDouble();
        }
        return ActivationMatrix.of(runtime, values, width);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    long width = (long) (lastLayer - firstLayer + 1) * checkpoint.config().dMlp();
    return new ActivationCost("random numbers", 0, 0, 0, 0, 0, 4L * BATCH * width);
  }

  @Override
  public Network open(CheckpointEntry checkpoint) {
    throw new IllegalStateException("activations are drawn at random");
  }

  @Override
  public TensorRuntime runtime() {
    return runtime;
  }

  @Override
  public int openArrays() {
    return runtime().openArrays();
  }

  @Override
  public void close() {}
}
