package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * Gets activations by running the model over the corpus.
 *
 * <p>Batches are whole sequences and always begin at the same ones, wherever a stream begins: a
 * pass that goes on from the middle sees the same bits.
 */
public final class ModelRerun implements ActivationSource {
  /** Operations of one batch unless set: half a second on two cores, so a cancellation is heard. */
  private static final double BATCH_FLOPS = 6e10;

  /** Tokens of one batch unless set, at most: more does not make the forward pass faster. */
  private static final int BATCH_TOKENS_MAX = 8192;

  private final Networks networks;
  private final Catalog catalog;
  private final Settings settings;

  /** Creates a source; nothing is loaded before a stream is opened. */
  public ModelRerun(Networks networks, Catalog catalog, Settings settings) {
    this.networks = requireNonNull(networks, "networks is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  @Override
  public ActivationStream open(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      long firstToken) {
    int sequences = batchSequences(checkpoint.config(), corpus, lastLayer);
    CorpusTokens tokens = catalog.openTokens(corpus);
    try {
      Stream stream =
          new Stream(networks.open(checkpoint), tokens, firstLayer, lastLayer, sequences);
      stream.skipTo(firstToken);
      return stream;
    } catch (RuntimeException e) {
      tokens.close();
      throw e;
    }
  }

  @Override
  public ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    ModelConfig config = checkpoint.config();
    long positions = corpus.sequences() * corpus.context();
    long batch = (long) batchSequences(config, corpus, lastLayer) * corpus.context();
    long captured = (long) (lastLayer - firstLayer + 1) * config.dMlp();
    // Captured activations are gathered at counted positions: held twice for a moment.
    long floats =
        2 * captured
            + 3L * config.dMlp()
            + 10L * config.dModel()
            + 3L * config.nHeads() * corpus.context();
    long weights = 4 * parameters(config);
    return new ActivationCost(
        "rerun",
        1,
        positions * flopsPerToken(config, corpus.context(), lastLayer),
        weights,
        weights,
        4 * batch * floats);
  }

  /** Returns operations of one token through the layers up to the last one, without logits. */
  private static double flopsPerToken(ModelConfig config, int context, int lastLayer) {
    double d = config.dModel();
    double weights = 4 * d * d + 2 * d * config.dMlp();
    double attention = 2 * d * context;
    return 2 * (weights + attention) * (lastLayer + 1);
  }

  private static long parameters(ModelConfig config) {
    long d = config.dModel();
    long layer = 4 * d * d + 2 * d * config.dMlp() + 13 * d + config.dMlp();
    return ((long) config.dVocab() + config.nCtx()) * d + config.nLayers() * layer;
  }

  private int batchSequences(ModelConfig config, CorpusEntry corpus, int lastLayer) {
    long set = settings.count(Setting.BATCH_TOKENS);
    double tokens =
        set > 0
            ? set
            : Math.min(
                BATCH_TOKENS_MAX, BATCH_FLOPS / flopsPerToken(config, corpus.context(), lastLayer));
    return (int) Math.max(1, tokens / corpus.context());
  }

  /** One pass of one model. */
  private static final class Stream implements ActivationStream {
    private final Network network;
    private final CorpusTokens tokens;
    private final int firstLayer;
    private final int lastLayer;
    private final int batchSequences;
    private long sequence;
    private long nextToken;

    Stream(
        Network network, CorpusTokens tokens, int firstLayer, int lastLayer, int batchSequences) {
      this.network = network;
      this.tokens = tokens;
      this.firstLayer = firstLayer;
      this.lastLayer = lastLayer;
      this.batchSequences = batchSequences;
    }

    /** Passes over whole batches that end at or before a counted token. */
    void skipTo(long token) {
      while (sequence < tokens.sequences()) {
        TokenBatch batch = read();
        int counted = batch.countedTokens();
        if (nextToken + counted > token) {
          return;
        }
        sequence += batch.sequences();
        nextToken += counted;
      }
    }

    private TokenBatch read() {
      int count = (int) Math.min(batchSequences, tokens.sequences() - sequence);
      return tokens.read(sequence, count);
    }

    @Override
    public long nextToken() {
      return nextToken;
    }

    @Override
    public @Nullable ActivationMatrix next() {
      while (sequence < tokens.sequences()) {
        TokenBatch batch = read();
        int counted = batch.countedTokens();
        sequence += batch.sequences();
        nextToken += counted;
        if (counted > 0) {
          return network.openActivations(batch, firstLayer, lastLayer);
        }
      }
      return null;
    }

    @Override
    public void close() {
      try {
        network.close();
      } finally {
        tokens.close();
      }
    }
  }
}
