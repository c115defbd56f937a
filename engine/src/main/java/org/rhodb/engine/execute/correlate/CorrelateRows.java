package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.correlate.dense.PassHits;
import org.rhodb.engine.execute.correlate.kept.KeptHits;
import org.rhodb.engine.execute.correlate.kept.PairRecorder;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.CheckpointPair;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.correlate.screen.ScreenedHits;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Rows of {@code CORRELATE MODELS}; the work begins with the first of them. */
final class CorrelateRows implements RowSource {
  private final ExecutionContext context;
  private final CorrelateExec.Prepared prepared;
  private final List<CheckpointPair> emitted;
  private final IslandAnalysis.Correlate analysis;
  private final LongSupplier nanoClock;
  private final HitBatch hits = new HitBatch();
  private int nextHit;
  private long rowsLeft;
  private @Nullable OperatorRun run;
  private @Nullable PairRecorder source;
  private boolean isClosed;

  CorrelateRows(
      ExecutionContext context,
      CorrelateExec.Prepared prepared,
      IslandAnalysis.Correlate analysis,
      Bounds bounds,
      LongSupplier nanoClock) {
    this.context = context;
    this.prepared = prepared;
    this.analysis = analysis;
    this.nanoClock = nanoClock;
    this.emitted = prepared.emitted();
    this.rowsLeft = bounds.rowLimit();
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    if (isClosed) {
      return false;
    }
    if (run == null) {
      start();
    }
    OperatorRun running = run;
    PairRecorder from = source;
    if (running == null || from == null) {
      throw new IllegalStateException("not started");
    }
    return running.guard(() -> fill(batch, running, from));
  }

  private boolean fill(RowBatch batch, OperatorRun running, PairRecorder from) {
    while (!batch.isFull() && rowsLeft > 0) {
      if (nextHit == hits.size()) {
        nextHit = 0;
        if (!from.next(hits)) {
          rowsLeft = 0;
        }
        continue;
      }
      write(batch, nextHit++);
      rowsLeft--;
    }
    running.addRows(batch.size());
    if (batch.size() == 0) {
      from.close();
      running.finish(from::keep);
    }
    return batch.size() > 0;
  }

  private void start() {
    List<CheckpointEntry> checkpoints = new ArrayList<>();
    analysis.groups().forEach(group -> checkpoints.addAll(group.checkpoints()));
    boolean isComputed = !prepared.groups().isEmpty() || prepared.kept().pairs().isEmpty();
    OperatorRun running =
        isComputed
            ? OperatorRun.start(
                "correlate",
                context,
                checkpoints,
                analysis.corpus(),
                BaselineDraws.NONE,
                prepared.plan(),
                nanoClock)
            : OperatorRun.ofKept(
                "correlate", context, checkpoints, analysis.corpus(), BaselineDraws.NONE);
    run = running;
    prepared.choice().remark(running.ledger());
    AnswerShelf shelf = context.answers(analysis.corpus());
    RhoFilter filter = new RhoFilter(prepared.kept().bounds());
    Hits found =
        new KeptHits(
            prepared.kept(),
            shelf,
            filter,
            prepared.computed().size(),
            context.cancellation()::check,
            isComputed ? computed(running, filter) : KeptHits.none());
    if (filter.isBestOnly()) {
      found =
          new BestHits(
              found,
              filter,
              prepared.emitted().stream().map(pair -> pair.pair().leftAxis().size()).toList());
    }
    found = filter.isTopOnly() ? new TopHits(found, filter) : found;
    source = new PairRecorder(found, shelf, prepared.kept().bounds(), prepared.computed());
  }

  private Hits computed(OperatorRun running, RhoFilter filter) {
    CorrelationPlan plan = prepared.plan();
    return plan.screen().isPresent()
        ? new ScreenedHits(
            running.tools(), prepared.groups(), plan.dense(), plan.screen().get(), filter)
        : new PassHits(running.tools(), prepared.groups(), plan.dense(), filter, 0);
  }

  private void write(RowBatch batch, int hit) {
    CheckpointPair pair = emitted.get(hits.pair(hit));
    NeuronAxis left = pair.pair().leftAxis();
    NeuronAxis right = pair.pair().rightAxis();
    int row = batch.append();
    batch.setString(0, row, pair.left().model());
    batch.setLong(1, row, pair.left().step());
    batch.setLong(2, row, left.layer(hits.left(hit)));
    batch.setLong(3, row, left.neuron(hits.left(hit)));
    batch.setString(4, row, pair.right().model());
    batch.setLong(5, row, pair.right().step());
    batch.setLong(6, row, right.layer(hits.right(hit)));
    batch.setLong(7, row, right.neuron(hits.right(hit)));
    batch.setDouble(8, row, hits.rho(hit));
    batch.setLong(9, row, analysis.corpus().countedTokens());
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      if (source != null) {
        source.close();
      }
      if (run != null) {
        run.close();
      }
    }
  }
}
