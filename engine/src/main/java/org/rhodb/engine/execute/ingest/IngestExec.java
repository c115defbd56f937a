package org.rhodb.engine.execute.ingest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rhodb.engine.analyze.IngestAnalysis;
import org.rhodb.engine.catalog.ActivationShardKey;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.DeferredRows;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.execute.ListedRows;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;

/**
 * Operator that writes the post-activations of checkpoints over a corpus to shards, a row a
 * checkpoint.
 *
 * <p>At every position, masked and padding ones too, so that the mask can be another when they are
 * read. A shard holds one layer of a range of sequences, about 64 MB. Shards that are in the ledger
 * are kept, so a killed job goes on from its last shard and leaves the same shards as one that ran
 * through.
 */
public final class IngestExec implements Operator {
  /** Columns of what {@code INGEST ACTIVATIONS} answers. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("model", ColumnType.VARCHAR, "model that read the corpus"),
          new Column("checkpoint", ColumnType.BIGINT, "training step"),
          new Column("first_layer", ColumnType.INTEGER, "lowest layer ingested, 0-based"),
          new Column("last_layer", ColumnType.INTEGER, "highest layer ingested"),
          new Column("type", ColumnType.VARCHAR, "number format: FLOAT16 or FLOAT32"),
          new Column("shards_written", ColumnType.BIGINT, "shards this statement wrote"),
          new Column("shards_kept", ColumnType.BIGINT, "shards that were there already"),
          new Column("bytes", ColumnType.BIGINT, "bytes on disk of both together"));

  private final IngestAnalysis analysis;
  private final Networks networks;
  private final ActivationShards shards;
  private final IngestLayout layout;

  /** Creates the operator. */
  public IngestExec(IngestAnalysis analysis, Networks networks, ActivationShards shards) {
    this(analysis, networks, shards, IngestLayout.DEFAULT);
  }

  IngestExec(
      IngestAnalysis analysis, Networks networks, ActivationShards shards, IngestLayout layout) {
    this.layout = requireNonNull(layout, "layout is null");
    this.analysis = requireNonNull(analysis, "analysis is null");
    this.networks = requireNonNull(networks, "networks is null");
    this.shards = requireNonNull(shards, "shards is null");
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public String synopsis() {
    List<String> names = analysis.checkpoints().stream().map(CheckpointEntry::reference).toList();
    return "ingest: "
        + String.join(", ", names)
        + " on "
        + analysis.corpus().name()
        + ", layers "
        + analysis.firstLayer()
        + " to "
        + analysis.lastLayer()
        + " as "
        + analysis.type();
  }

  @Override
  public OperatorPlan plan(ExecutionContext context) {
    int passes = 0;
    double flops = 0;
    double seconds = 0;
    long bytes = 0;
    long toWrite = 0;
    List<String> notes = new ArrayList<>();
    for (CheckpointEntry checkpoint : analysis.checkpoints()) {
      Map<ActivationShardKey, Long> there =
          shards.list(checkpoint.weightsHash(), analysis.corpus().hash());
      ForwardCost cost = new ForwardCost(checkpoint.config(), analysis.corpus().context());
      long missing = 0;
      long positions = 0;
      for (IngestWork.Part part : IngestWork.parts(analysis, layout, checkpoint, there)) {
        missing += part.missing().size();
        long count = (long) part.block().sequences() * analysis.corpus().context();
        toWrite += count * part.missing().size() * rowBytes(checkpoint);
        positions += part.missing().isEmpty() ? 0 : count;
      }
      double own = (double) positions * cost.prefixFlops(analysis.lastLayer());
      flops += own;
      seconds += context.rates().seconds(cost, 0, own);
      bytes += missing > 0 ? cost.weightBytes() : 0;
      passes += missing > 0 ? 1 : 0;
      notes.add(checkpoint.reference() + ": " + missing + " shards to write");
    }
    notes.add("to write: " + MemoryBudget.format(toWrite));
    return new OperatorPlan(
        "rerun, every position, shards of 64 MB",
        passes,
        flops,
        bytes,
        0,
        context.settings().text(Setting.DEVICE),
        seconds,
        notes);
  }

  private long rowBytes(CheckpointEntry checkpoint) {
    return (long) checkpoint.config().dMlp() * IngestLayout.bytes(analysis.type());
  }

  @Override
  public RowSource open(ExecutionContext context) {
    return new DeferredRows(
        () -> {
          RunLedger run =
              RunLedger.begin("ingest", context)
                  .checkpoints(analysis.checkpoints())
                  .corpus(analysis.corpus())
                  .tokens(analysis.corpus().sequences() * analysis.corpus().context());
          IngestWork work = new IngestWork(context, analysis, layout, networks, shards, run);
          List<IngestWork.Outcome> outcomes = new ArrayList<>();
          for (CheckpointEntry checkpoint : analysis.checkpoints()) {
            outcomes.add(work.run(checkpoint));
          }
          return run.counting(new ListedRows<>(outcomes, this::write));
        });
  }

  private void write(IngestWork.Outcome outcome, RowBatch batch) {
    int row = batch.append();
    batch.setString(0, row, outcome.checkpoint().model());
    batch.setLong(1, row, outcome.checkpoint().step());
    batch.setLong(2, row, analysis.firstLayer());
    batch.setLong(3, row, analysis.lastLayer());
    batch.setString(4, row, analysis.type().name());
    batch.setLong(5, row, outcome.written());
    batch.setLong(6, row, outcome.kept());
    batch.setLong(7, row, outcome.bytes());
  }
}
