package org.rhodb.benchmark;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
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
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Settings;

/** Made-up networks of one size over a number of tokens, and operators run on them. */
final class GeneratedStudy {
  private static final int LAYERS = 4;

  /** Batches from which the costs of the source are known. */
  private static final int WARMING = 100;

  private static final int MEASURED = 100;

  private final TensorRuntime runtime;
  private final GeneratedActivations source;
  private final List<CheckpointEntry> models;
  private final CorpusEntry corpus;
  private final DeviceRates rates;
  private String detail = "";

  GeneratedStudy(
      TensorRuntime runtime, GeneratedActivations source, int count, int neurons, int tokens) {
    this.runtime = runtime;
    this.source = source;
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
    this.models =
        IntStream.range(0, count)
            .mapToObj(i -> new CheckpointEntry("m" + i, 0, "", i + " of " + neurons, config))
            .toList();
    this.rates =
        new RatesFile(RatesFile.ofUser(System.getenv()))
            .read(RatesFile.Place.here(runtime.device(), runtime.threads()))
            .rates();
    this.corpus =
        new CorpusEntry(
            "made-up", "", "none", 512, tokens / 512, tokens, tokens, Set.of(), 2, "made-up");
    seconds(WARMING); // the first batches are slower than all others
    source.costs(seconds(MEASURED) * rates.forward());
  }

  List<CheckpointEntry> models() {
    return models;
  }

  CorpusEntry corpus() {
    return corpus;
  }

  DeviceRates rates() {
    return rates;
  }

  /** Returns what the ledger says of the last run. */
  String detail() {
    return detail;
  }

  /** Returns the seconds a value of some batches of the first network. */
  private double seconds(int batches) {
    long started = System.nanoTime();
    double values = 0;
    for (int i = 0; i < batches; ) {
      try (ActivationStream stream = source.open(models.get(0), corpus, 0, LAYERS - 1, 0)) {
        ActivationMatrix batch = stream.next();
        while (batch != null && i < batches) {
          values += (double) batch.rows() * batch.neurons();
          batch.close();
          batch = stream.next();
          i++;
        }
        if (batch != null) {
          batch.close();
        }
      }
    }
    return (System.nanoTime() - started) / 1e9 / values;
  }

  /** Returns the seconds that making up every network's activations once takes. */
  double streamSeconds() {
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

  /**
   * Runs an operator to its end.
   *
   * @param row hears each row
   * @return seconds
   */
  double run(Operator operator, Settings settings, BiConsumer<RowBatch, Integer> row) {
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
            rates);
    long started = System.nanoTime();
    RowBatch batch = new RowBatch(operator.columns(), RowBatch.DEFAULT_CAPACITY);
    try (RowSource rows = operator.open(context)) {
      while (rows.next(batch)) {
        for (int r = 0; r < batch.size(); r++) {
          row.accept(batch, r);
        }
      }
    }
    return (System.nanoTime() - started) / 1e9;
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
    public int openArrays() {
      return runtime.openArrays();
    }

    @Override
    public void close() {}
  }
}
