package org.rhodb.engine.execute.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rhodb.engine.analyze.IngestAnalysis;
import org.rhodb.engine.catalog.ActivationShardKey;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.BatchSize;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.execute.WorkClock;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.grammar.tree.Statement.StoredType;

/** Ingests one checkpoint after another. */
final class IngestWork {
  /** The largest finite number of IEEE half precision. */
  private static final float FLOAT16_MAX = 65504f;

  /** What a shard gathers before it writes. */
  private static final long WRITER_BYTES = 8 << 20;

  private final ExecutionContext context;
  private final IngestAnalysis analysis;
  private final IngestLayout layout;
  private final Networks networks;
  private final ActivationShards shards;
  private final RunLedger run;
  private final WorkClock clock;

  /** What became of a checkpoint's shards. */
  record Outcome(CheckpointEntry checkpoint, long written, long kept, long bytes) {}

  /** A range of sequences and the layers whose shards of it are not in the ledger. */
  record Part(IngestLayout.Block block, List<ActivationShardKey> missing) {
    Part {
      missing = List.copyOf(missing);
    }

    int firstLayer() {
      return missing.get(0).layer();
    }

    int lastLayer() {
      return missing.get(missing.size() - 1).layer();
    }
  }

  IngestWork(
      ExecutionContext context,
      IngestAnalysis analysis,
      IngestLayout layout,
      Networks networks,
      ActivationShards shards,
      RunLedger run) {
    this.context = context;
    this.analysis = analysis;
    this.layout = layout;
    this.networks = networks;
    this.shards = shards;
    this.run = run;
    long positions = analysis.corpus().sequences() * analysis.corpus().context();
    this.clock =
        new WorkClock(context.progress(), (double) positions * analysis.checkpoints().size());
  }

  /** Returns what is to be done for a checkpoint, by rising sequence. */
  static List<Part> parts(
      IngestAnalysis analysis,
      IngestLayout layout,
      CheckpointEntry checkpoint,
      Map<ActivationShardKey, Long> there) {
    List<Part> parts = new ArrayList<>();
    int dMlp = checkpoint.config().dMlp();
    for (IngestLayout.Block block : layout.blocks(analysis.corpus(), dMlp, analysis.type())) {
      List<ActivationShardKey> missing = new ArrayList<>();
      for (int layer = analysis.firstLayer(); layer <= analysis.lastLayer(); layer++) {
        ActivationShardKey key =
            new ActivationShardKey(
                checkpoint.weightsHash(),
                analysis.corpus().hash(),
                layer,
                analysis.type(),
                block.first(),
                block.end());
        if (!there.containsKey(key)) {
          missing.add(key);
        }
      }
      parts.add(new Part(block, missing));
    }
    return parts;
  }

  /** Writes the shards of a checkpoint that are not there. */
  Outcome run(CheckpointEntry checkpoint) {
    CorpusEntry corpus = analysis.corpus();
    Map<ActivationShardKey, Long> there = shards.list(checkpoint.weightsHash(), corpus.hash());
    List<Part> all = parts(analysis, layout, checkpoint, there);
    List<Part> parts = all.stream().filter(part -> !part.missing().isEmpty()).toList();
    int layers = analysis.lastLayer() - analysis.firstLayer() + 1;
    long missing = parts.stream().mapToLong(part -> part.missing().size()).sum();
    long kept = (long) all.size() * layers - missing;
    clock.add(stage(checkpoint), (double) positions(all) - positions(parts), 0);
    if (!parts.isEmpty()) {
      write(checkpoint, parts);
    }
    run.remark(checkpoint.reference() + ": " + missing + " shards written, " + kept + " kept");
    return new Outcome(checkpoint, missing, kept, bytesOf(checkpoint));
  }

  private long bytesOf(CheckpointEntry checkpoint) {
    long bytes = 0;
    for (Map.Entry<ActivationShardKey, Long> shard :
        shards.list(checkpoint.weightsHash(), analysis.corpus().hash()).entrySet()) {
      int layer = shard.getKey().layer();
      if (shard.getKey().type() == analysis.type()
          && layer >= analysis.firstLayer()
          && layer <= analysis.lastLayer()) {
        bytes += shard.getValue();
      }
    }
    return bytes;
  }

  private void write(CheckpointEntry checkpoint, List<Part> parts) {
    CorpusEntry corpus = analysis.corpus();
    ForwardCost cost = new ForwardCost(checkpoint.config(), corpus.context());
    int layers = analysis.lastLayer() - analysis.firstLayer() + 1;
    // twice: on the device and on the heap
    long tokenBytes = 2 * cost.activationBytes(layers);
    int sequences =
        BatchSize.sequences(
            context.settings(), corpus, cost, context.memory().availableBytes(), tokenBytes);
    long bytes =
        cost.weightBytes()
            + (long) sequences * corpus.context() * tokenBytes
            + layers * WRITER_BYTES;
    MemoryBudget.Reservation reserved =
        context
            .memory()
            .reserve(stage(checkpoint), bytes, "fewer LAYERS at a time, or a higher memory_limit");
    try (Network network = networks.open(checkpoint);
        CorpusTokens tokens = context.catalog().openTokens(corpus)) {
      for (Part part : parts) {
        writePart(checkpoint, network, tokens, part, sequences);
      }
    } finally {
      reserved.close();
    }
    run.device(networks.runtime().device());
    run.addWork(positions(parts) * cost.prefixFlops(analysis.lastLayer()), cost.weightBytes(), 1);
  }

  private void writePart(
      CheckpointEntry checkpoint, Network network, CorpusTokens tokens, Part part, int sequences) {
    int dMlp = checkpoint.config().dMlp();
    List<ActivationShards.Writer> writers = new ArrayList<>();
    try {
      for (ActivationShardKey key : part.missing()) {
        writers.add(shards.create(key, dMlp));
      }
      for (long first = part.block().first(); first < part.block().end(); first += sequences) {
        context.cancellation().check();
        int count = (int) Math.min(sequences, part.block().end() - first);
        TokenBatch batch = tokens.read(first, count);
        int rows = count * batch.context();
        try (ActivationMatrix matrix =
            network.openAllActivations(
                batch,
                part.firstLayer(),
                part.lastLayer(),
                flops -> context.cancellation().check())) {
          float[] values = matrix.toArray();
          for (int i = 0; i < writers.size(); i++) {
            int offset = (part.missing().get(i).layer() - part.firstLayer()) * dMlp;
            check(checkpoint, part.missing().get(i), values, offset, matrix.neurons(), dMlp);
            writers.get(i).append(values, rows, offset, matrix.neurons());
          }
        }
        clock.add(stage(checkpoint), rows, rows);
      }
      for (ActivationShards.Writer writer : writers) {
        writer.commit();
      }
    } finally {
      writers.forEach(ActivationShards.Writer::close);
    }
  }

  /** Refuses what half precision cannot hold, rather than store infinity. */
  private void check(
      CheckpointEntry checkpoint,
      ActivationShardKey key,
      float[] values,
      int offset,
      int stride,
      int dMlp) {
    if (key.type() != StoredType.FLOAT16) {
      return;
    }
    for (int row = offset; row < values.length; row += stride) {
      for (int i = 0; i < dMlp; i++) {
        if (!(Math.abs(values[row + i]) <= FLOAT16_MAX)) {
          throw QueryException.of(
                  ErrorCode.U304,
                  String.format(
                      Locale.ROOT,
                      "neuron L%d.%d of %s reaches %s; FLOAT16 ends at 65504",
                      key.layer(),
                      i,
                      checkpoint.reference(),
                      values[row + i]))
              .withHint("INGEST ACTIVATIONS ... AS FLOAT32");
        }
      }
    }
  }

  private long positions(List<Part> parts) {
    long positions = 0;
    for (Part part : parts) {
      positions += (long) part.block().sequences() * analysis.corpus().context();
    }
    return positions;
  }

  private static String stage(CheckpointEntry checkpoint) {
    return "ingesting " + checkpoint.reference();
  }
}
