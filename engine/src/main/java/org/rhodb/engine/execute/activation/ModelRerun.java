package org.rhodb.engine.execute.activation;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.BatchSize;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.settings.Settings;

/**
 * Gets activations by running the model over the corpus.
 *
 * <p>Batches are whole sequences and always begin at the same ones, wherever a stream begins: a
 * pass that goes on from the middle sees the same bits.
 */
public final class ModelRerun implements ActivationSource {
  private final Networks networks;
  private final Catalog catalog;
  private final Settings settings;
  private final long freeBytes;
  private final Cancellation cancellation;

  /** Creates a source of no bounded memory that nothing stops. */
  public ModelRerun(Networks networks, Catalog catalog, Settings settings) {
    this(networks, catalog, settings, Long.MAX_VALUE, new Cancellation());
  }

  /**
   * Creates a source; nothing is loaded before a stream is opened.
   *
   * @param freeBytes memory of tensors, of which a batch takes a part
   * @param cancellation looked at after each layer of a batch
   */
  public ModelRerun(
      Networks networks,
      Catalog catalog,
      Settings settings,
      long freeBytes,
      Cancellation cancellation) {
    this.freeBytes = freeBytes;
    this.cancellation = requireNonNull(cancellation, "cancellation is null");
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
    int layers = lastLayer - firstLayer + 1;
    int sequences =
        BatchSize.sequences(settings, corpus, forward, freeBytes, tokenBytes(forward, layers));
    CorpusTokens tokens = catalog.openTokens(corpus);
    try {
      Stream stream =
          new Stream(
              networks.open(checkpoint), tokens, firstLayer, lastLayer, sequences, cancellation);
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
    long tokenBytes = tokenBytes(forward, lastLayer - firstLayer + 1);
    int sequences = BatchSize.sequences(settings, corpus, forward, freeBytes, tokenBytes);
    return new ActivationCost(
        "rerun",
        1,
        positions * forward.prefixFlops(lastLayer),
        positions * forward.prefixValues(lastLayer),
        forward.weightBytes(),
        forward.weightBytes(),
        (long) sequences * corpus.context() * tokenBytes);
  }

  /** Captured activations are gathered at counted positions: held twice for a moment. */
  private static long tokenBytes(ForwardCost forward, int layers) {
    return forward.activationBytes(layers) + 4L * layers * forward.config().dMlp();
  }

  /** One pass of one model. */
  private static final class Stream implements ActivationStream {
    private final Network network;
    private final CorpusTokens tokens;
    private final int firstLayer;
    private final int lastLayer;
    private final int batchSequences;
    private final Cancellation cancellation;
    private long sequence;
    private long nextToken;

    Stream(
        Network network,
        CorpusTokens tokens,
        int firstLayer,
        int lastLayer,
        int batchSequences,
        Cancellation cancellation) {
      this.cancellation = cancellation;
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
          return network.openActivations(
              batch, firstLayer, lastLayer, flops -> cancellation.check());
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
