package org.rhodb.engine.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.corpus.TokenRole;
import org.rhodb.engine.settings.Settings;

/** Catalog in memory, for operators without a store. */
public final class TestCatalog implements Catalog {
  private final List<ModelEntry> models = new ArrayList<>();
  private final List<CorpusEntry> corpora = new ArrayList<>();
  private final List<TokenBatch> tokens = new ArrayList<>();
  public final List<RunRecord> runs = new ArrayList<>();

  /** Adds a model of the given checkpoints, all of one configuration and no files. */
  public ModelEntry add(String name, ModelConfig config, long... steps) {
    List<CheckpointEntry> checkpoints = new ArrayList<>();
    for (long step : steps) {
      String hash = Integer.toHexString((name + step).hashCode()) + "0123456789abcdef";
      checkpoints.add(new CheckpointEntry(name, step, "nowhere", hash, config));
    }
    ModelEntry model = new ModelEntry(name, "test", "test", checkpoints);
    models.add(model);
    return model;
  }

  /** Adds a corpus that is all there, as one batch from sequence 0. */
  public CorpusEntry add(CorpusEntry corpus, TokenBatch all) {
    corpora.add(corpus);
    tokens.add(all);
    return corpus;
  }

  /** Returns a configuration with nothing but its sizes. */
  public static ModelConfig config(int nLayers, int dMlp) {
    return new ModelConfig(
        "gpt2", 257, 64, 8, nLayers, 2, dMlp, "gelu_new", 1e-5, true, false, false, true);
  }

  public ExecutionContext context(Settings settings) {
    return new ExecutionContext(
        settings,
        this,
        new AbsentNetworks(),
        new AbsentNetworks(),
        SavepointStore.none(),
        new MemoryBudget(4_000_000_000L),
        Progress.silent(),
        new Cancellation(),
        "test statement");
  }

  @Override
  public List<ModelEntry> models() {
    return models;
  }

  @Override
  public Optional<ModelEntry> model(String name) {
    return models.stream().filter(m -> m.name().equalsIgnoreCase(name)).findFirst();
  }

  @Override
  public List<CorpusEntry> corpora() {
    return corpora;
  }

  @Override
  public Optional<CorpusEntry> corpus(String name) {
    return corpora.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
  }

  @Override
  public void putModel(ModelEntry model) {
    models.add(model);
  }

  @Override
  public void dropModel(String name) {
    models.removeIf(m -> m.name().equalsIgnoreCase(name));
  }

  @Override
  public CorpusEntry putCorpus(
      String name, String source, CorpusBuilder builder, Set<TokenRole> masked) {
    throw new UnsupportedOperationException("test catalogs take whole corpora");
  }

  @Override
  public void dropCorpus(String name) {
    throw new UnsupportedOperationException("test catalogs keep their corpora");
  }

  @Override
  public CorpusTokens openTokens(CorpusEntry corpus) {
    return new MemoryTokens(tokens.get(corpora.indexOf(corpus)));
  }

  @Override
  public long recordRun(RunRecord run) {
    runs.add(run);
    return runs.size();
  }

  /** Tokens cut from one batch. */
  private record MemoryTokens(TokenBatch all) implements CorpusTokens {
    @Override
    public long sequences() {
      return all.sequences();
    }

    @Override
    public TokenBatch read(long first, int count) {
      int context = all.context();
      int from = Math.toIntExact(first) * context;
      int to = from + count * context;
      return new TokenBatch(
          first,
          count,
          context,
          Arrays.copyOfRange(all.ids(), from, to),
          Arrays.copyOfRange(all.roles(), from, to),
          Arrays.copyOfRange(all.counted(), from, to));
    }

    @Override
    public void close() {}
  }
}
