package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenRole;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.StatementEnd;
import org.rhodb.engine.execute.reuse.Reuse;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.statistic.GaussianNumbers;

/** Checkpoints whose activations are given, a catalog that remembers runs, and a device. */
public class SyntheticStudy implements Catalog, Networks, ActivationSource, AutoCloseable {
  private final TensorRuntime runtime = TensorRuntime.start("cpu", 2);
  private final Map<String, float[][]> activations = new LinkedHashMap<>();
  private final int tokens;
  final List<RunRecord> runs = new ArrayList<>();
  final List<String> streams = new ArrayList<>();
  final List<String> stages = new ArrayList<>();
  public Settings settings = Settings.DEFAULTS.with(Setting.BLOCK_TOKENS, "64");
  MemoryBudget memory = new MemoryBudget(4_000_000_000L);
  SavepointStore savepoints = SavepointStore.none();
  Cancellation cancellation = new Cancellation();
  DeviceRates rates = DeviceRates.DEFAULTS;
  Reuse reuse = Reuse.none();
  int batch = 50;

  /** Batches after which every stream breaks, as a kill would; 0: never. */
  int breaksAfter;

  /** Pause before each batch. */
  long pauseMillis;

  /** Number of the stream that breaks when it is opened; 0: none. */
  int breakAtStream;

  /**
   * Stage that breaks when it was reported more than {@link #breakAfterReports} times; "": none.
   */
  String breakAtStage = "";

  int breakAfterReports;
  private int reports;

  public SyntheticStudy(int tokens) {
    this.tokens = tokens;
  }

  static ModelConfig config(int nLayers, int dMlp) {
    return new ModelConfig(
        "gpt2", 257, 64, 8, nLayers, 2, dMlp, "gelu_new", 1e-5, true, false, false, true);
  }

  /** Adds a checkpoint with activations [token][layer * dMlp + neuron]. */
  CheckpointEntry add(String name, long step, int nLayers, int dMlp, float[][] values) {
    String hash = "hash-of-" + name + "-" + step;
    activations.put(hash, values);
    return new CheckpointEntry(name, step, "nowhere", hash, config(nLayers, dMlp));
  }

  CorpusEntry corpus() {
    return new CorpusEntry(
        "c", "text", "bytes", 64, 100, tokens, tokens, Set.of(TokenRole.BOS), 257, "corpushash");
  }

  /**
   * Values like post-GELU activations: skewed, of very different scales, some neurons shared
   * between seeds of one family because they follow the same hidden signals.
   */
  static float[][] activations(int tokens, int neurons, long family, long seed) {
    GaussianNumbers shared = new GaussianNumbers(family);
    GaussianNumbers own = new GaussianNumbers(seed);
    float[][] values = new float[tokens][neurons];
    double[] signals = new double[6];
    for (float[] row : values) {
      for (int s = 0; s < signals.length; s++) {
        signals[s] = shared.next();
      }
      for (int j = 0; j < neurons; j++) {
        double x = signals[j % 6] * (j % 4) * 0.7 + own.next() + (j % 5 - 3) * 0.5;
        double gelu = 0.5 * x * (1 + Math.tanh(0.79788456 * (x + 0.044715 * x * x * x)));
        row[j] = (float) (gelu * Math.pow(10, j % 7 - 3) + (j % 11 == 0 ? 50 : 0));
      }
    }
    return values;
  }

  static double[] column(float[][] values, int neuron) {
    return Arrays.stream(values).mapToDouble(row -> row[neuron]).toArray();
  }

  ExecutionContext context() {
    Progress progress =
        (stage, fraction, tokensPerSecond, eta) -> {
          if (fraction < 0 || fraction > 1) {
            throw new IllegalStateException("fraction " + fraction);
          }
          stages.add(stage);
          if (!breakAtStage.isEmpty()
              && stage.startsWith(breakAtStage)
              && reports++ >= breakAfterReports) {
            throw new IllegalStateException("killed");
          }
        };
    return new ExecutionContext(
        settings,
        this,
        this,
        activations(),
        savepoints,
        memory,
        progress,
        cancellation,
        "statement",
        rates,
        reuse,
        StatementEnd.none());
  }

  ActivationSource activations() {
    return this;
  }

  /** Runs an operator to its end and returns its rows. */
  List<List<Object>> rows(Operator operator) {
    List<List<Object>> rows = new ArrayList<>();
    RowBatch rowBatch = new RowBatch(operator.columns(), 100);
    try (RowSource source = operator.open(context())) {
      while (source.next(rowBatch)) {
        for (int r = 0; r < rowBatch.size(); r++) {
          List<Object> row = new ArrayList<>();
          for (int c = 0; c < operator.columns().size(); c++) {
            row.add(rowBatch.get(c, r));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private void pause() {
    try {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int openArrays() {
    return runtime.openArrays();
  }

  @Override
  public ActivationStream open(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      long firstToken) {
    streams.add(checkpoint.reference() + " L" + firstLayer + "-" + lastLayer + " @" + firstToken);
    if (streams.size() == breakAtStream) {
      throw new IllegalStateException("killed");
    }
    float[][] values = activations.get(checkpoint.weightsHash());
    int dMlp = checkpoint.config().dMlp();
    int width = (lastLayer - firstLayer + 1) * dMlp;
    return new ActivationStream() {
      private int next = (int) (firstToken / batch) * batch;
      private int given;

      @Override
      public long nextToken() {
        return next;
      }

      @Override
      public @Nullable ActivationMatrix next() {
        if (breaksAfter > 0 && given++ == breaksAfter) {
          throw new IllegalStateException("killed");
        }
        pause();
        int rows = Math.min(batch, values.length - next);
        if (rows <= 0) {
          return null;
        }
        float[] flat = new float[rows * width];
        for (int t = 0; t < rows; t++) {
          System.arraycopy(values[next + t], firstLayer * dMlp, flat, t * width, width);
        }
        next += rows;
        return ActivationMatrix.of(runtime, flat, width);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    long width = (long) (lastLayer - firstLayer + 1) * checkpoint.config().dMlp();
    return new ActivationCost("rerun", 1, 1e6 * tokens, 0, 1000, 1000, 4L * batch * width);
  }

  @Override
  public Network open(CheckpointEntry checkpoint) {
    throw new IllegalStateException("activations are given");
  }

  @Override
  public TensorRuntime runtime() {
    return runtime;
  }

  @Override
  public void close() {
    runtime.close();
  }

  @Override
  public List<ModelEntry> models() {
    return List.of();
  }

  @Override
  public Optional<ModelEntry> model(String name) {
    return Optional.empty();
  }

  @Override
  public List<CorpusEntry> corpora() {
    return List.of(corpus());
  }

  @Override
  public Optional<CorpusEntry> corpus(String name) {
    return Optional.of(corpus());
  }

  @Override
  public void putModel(ModelEntry model) {}

  @Override
  public void dropModel(String name) {}

  @Override
  public CorpusEntry putCorpus(
      String name, String source, CorpusBuilder builder, Set<TokenRole> masked) {
    throw new UnsupportedOperationException("activations are given");
  }

  @Override
  public void dropCorpus(String name) {}

  @Override
  public CorpusTokens openTokens(CorpusEntry corpus) {
    throw new UnsupportedOperationException("activations are given");
  }

  @Override
  public long recordRun(RunRecord run) {
    runs.add(run);
    return runs.size();
  }
}
