package org.rhodb.engine.execute.ingest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.ActivationShardKey;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.grammar.tree.Statement.StoredType;

/**
 * Reads ingested activations where the shards of every wanted layer and sequence are there, and
 * turns to another source where one is missing.
 *
 * <p>FLOAT32 shards hold what the model computed and are read unless {@code read_shards} is off;
 * FLOAT16 shards are rounded (relative error up to 2^-11) and are read only where {@code
 * read_float16} says so and there are none in FLOAT32.
 */
public final class IngestedActivations implements ActivationSource {
  /** Bytes of one batch. */
  private static final long BATCH_BYTES = 64_000_000;

  private final ActivationShards shards;
  private final Networks networks;
  private final Catalog catalog;
  private final Settings settings;
  private final ActivationSource otherwise;
  private final IngestLayout layout;

  /**
   * Creates a source; nothing is read before a stream is opened.
   *
   * @param networks gives the device
   * @param otherwise where activations come from when a shard is missing
   */
  public IngestedActivations(
      ActivationShards shards,
      Networks networks,
      Catalog catalog,
      Settings settings,
      ActivationSource otherwise) {
    this(shards, networks, catalog, settings, otherwise, IngestLayout.DEFAULT);
  }

  IngestedActivations(
      ActivationShards shards,
      Networks networks,
      Catalog catalog,
      Settings settings,
      ActivationSource otherwise,
      IngestLayout layout) {
    this.layout = requireNonNull(layout, "layout is null");
    this.shards = requireNonNull(shards, "shards is null");
    this.networks = requireNonNull(networks, "networks is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.otherwise = requireNonNull(otherwise, "otherwise is null");
  }

  @Override
  public ActivationStream open(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      long firstToken) {
    Optional<StoredType> type = readable(checkpoint, corpus, firstLayer, lastLayer);
    if (type.isEmpty()) {
      return otherwise.open(checkpoint, corpus, firstLayer, lastLayer, firstToken);
    }
    CorpusTokens tokens = catalog.openTokens(corpus);
    Stream stream = new Stream(checkpoint, corpus, firstLayer, lastLayer, type.get(), tokens);
    try {
      stream.skipTo(firstToken);
      return stream;
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  @Override
  public ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    Optional<StoredType> type = readable(checkpoint, corpus, firstLayer, lastLayer);
    if (type.isEmpty()) {
      return otherwise.cost(checkpoint, corpus, firstLayer, lastLayer);
    }
    long rowValues = (long) (lastLayer - firstLayer + 1) * checkpoint.config().dMlp();
    long positions = corpus.sequences() * corpus.context();
    long batch = (long) batchSequences(corpus, rowValues) * corpus.context();
    return new ActivationCost(
        type.get() == StoredType.FLOAT16 ? "read (float16, rounded)" : "read",
        0,
        0,
        0,
        positions * rowValues * IngestLayout.bytes(type.get()),
        0,
        3 * 4 * batch * rowValues); // as read, without masked positions, on the device
  }

  /** Returns the number format whose shards are all there and may be read. */
  private Optional<StoredType> readable(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    if (!settings.flag(Setting.READ_SHARDS)) {
      return Optional.empty();
    }
    Map<ActivationShardKey, Long> there = shards.list(checkpoint.weightsHash(), corpus.hash());
    if (there.isEmpty()) {
      return Optional.empty();
    }
    if (isComplete(there, checkpoint, corpus, firstLayer, lastLayer, StoredType.FLOAT32)) {
      return Optional.of(StoredType.FLOAT32);
    }
    return settings.flag(Setting.READ_FLOAT16)
            && isComplete(there, checkpoint, corpus, firstLayer, lastLayer, StoredType.FLOAT16)
        ? Optional.of(StoredType.FLOAT16)
        : Optional.empty();
  }

  private boolean isComplete(
      Map<ActivationShardKey, Long> there,
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      StoredType type) {
    for (IngestLayout.Block block : layout.blocks(corpus, checkpoint.config().dMlp(), type)) {
      for (int layer = firstLayer; layer <= lastLayer; layer++) {
        if (!there.containsKey(key(checkpoint, corpus, layer, type, block))) {
          return false;
        }
      }
    }
    return true;
  }

  private static ActivationShardKey key(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int layer,
      StoredType type,
      IngestLayout.Block block) {
    return new ActivationShardKey(
        checkpoint.weightsHash(), corpus.hash(), layer, type, block.first(), block.end());
  }

  private static int batchSequences(CorpusEntry corpus, long rowValues) {
    return (int) Math.max(1, BATCH_BYTES / (4 * rowValues * corpus.context()));
  }

  /** One pass over the shards of some layers. */
  private final class Stream implements ActivationStream {
    private final CheckpointEntry checkpoint;
    private final CorpusEntry corpus;
    private final int firstLayer;
    private final int lastLayer;
    private final StoredType type;
    private final CorpusTokens tokens;
    private final List<IngestLayout.Block> blocks;
    private final List<ActivationShards.Reader> readers = new ArrayList<>();
    private int block = -1; // of the readers
    private long sequence;
    private long nextToken;

    Stream(
        CheckpointEntry checkpoint,
        CorpusEntry corpus,
        int firstLayer,
        int lastLayer,
        StoredType type,
        CorpusTokens tokens) {
      this.checkpoint = checkpoint;
      this.corpus = corpus;
      this.firstLayer = firstLayer;
      this.lastLayer = lastLayer;
      this.type = type;
      this.tokens = tokens;
      this.blocks = layout.blocks(corpus, checkpoint.config().dMlp(), type);
    }

    /** Passes over whole blocks that end at or before a counted token. */
    void skipTo(long token) {
      while (block + 1 < blocks.size()) {
        IngestLayout.Block next = blocks.get(block + 1);
        long counted = 0;
        for (long s = next.first(); s < next.end(); s++) {
          counted += tokens.read(s, 1).countedTokens();
        }
        if (nextToken + counted > token) {
          return;
        }
        nextToken += counted;
        sequence = next.end();
        block++;
      }
    }

    @Override
    public long nextToken() {
      return nextToken;
    }

    @Override
    public @Nullable ActivationMatrix next() {
      while (sequence < corpus.sequences()) {
        if (block < 0 || sequence >= blocks.get(block).end()) {
          openBlock();
        }
        if (readers.isEmpty()) {
          throw new IllegalStateException("no shard is open");
        }
        int width = checkpoint.config().dMlp() * readers.size();
        long left = blocks.get(block).end() - sequence;
        int count = (int) Math.min(batchSequences(corpus, width), left);
        TokenBatch batch = tokens.read(sequence, count);
        float[] values = read(batch, width);
        int counted = batch.countedTokens();
        sequence += count;
        nextToken += counted;
        if (counted > 0) {
          return ActivationMatrix.of(networks.runtime(), values, width);
        }
      }
      return null;
    }

    private float[] read(TokenBatch batch, int width) {
      int rows = batch.ids().length;
      float[] values = new float[Math.multiplyExact(rows, width)];
      for (int i = 0; i < readers.size(); i++) {
        readers.get(i).read(values, rows, i * checkpoint.config().dMlp(), width);
      }
      boolean[] counted = batch.counted();
      float[] kept = new float[Math.multiplyExact(batch.countedTokens(), width)];
      int to = 0;
      for (int row = 0; row < rows; row++) {
        if (counted[row]) {
          System.arraycopy(values, row * width, kept, to, width);
          to += width;
        }
      }
      return kept;
    }

    private void openBlock() {
      closeReaders();
      block++;
      for (int layer = firstLayer; layer <= lastLayer; layer++) {
        readers.add(shards.open(key(checkpoint, corpus, layer, type, blocks.get(block))));
      }
    }

    private void closeReaders() {
      readers.forEach(ActivationShards.Reader::close);
      readers.clear();
    }

    @Override
    public void close() {
      closeReaders();
      tokens.close();
    }
  }
}
