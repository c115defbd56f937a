package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
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
    ForwardCost forward = new ForwardCost(checkpoint.config(), corpus.context());
    int sequences = batchSequences(forward, corpus, lastLayer);
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
    ForwardCost forward = new ForwardCost(checkpoint.config(), corpus.context());
    long positions = corpus.sequences() * corpus.context();
    long batch = (long) batchSequences(forward, corpus, lastLayer) * corpus.context();
    int layers = lastLayer - firstLayer + 1;
    // Captured activations are gathered at counted positions: held twice for a moment.
    long gathered = 4L * layers * checkpoint.config().dMlp();
    return new ActivationCost(
        "rerun",
        1,
        positions * forward.prefixFlops(lastLayer),
        forward.weightBytes(),
        forward.weightBytes(),
        batch * (forward.activationBytes(layers) + gathered));
  }

  private int batchSequences(ForwardCost forward, CorpusEntry corpus, int lastLayer) {
    long set = settings.count(Setting.BATCH_TOKENS);
    double tokens =
        set > 0 ? set : Math.min(BATCH_TOKENS_MAX, BATCH_FLOPS / forward.prefixFlops(lastLayer));
    double sequences = Math.min(tokens / corpus.context(), (double) corpus.sequences());
    int most = Integer.MAX_VALUE / corpus.context();
    return (int) Math.max(1, Math.min(sequences, most));
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
