package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.correlate.kept.KeptRows;
import org.rhodb.engine.execute.correlate.kept.ReferenceRecorder;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pair.UniversalRow;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Rows of {@code UNIVERSAL NEURONS}, group by group; the work of a group begins with its first. */
final class UniversalRows implements RowSource {
  private final ExecutionContext context;
  private final UniversalExec.Prepared prepared;
  private final IslandAnalysis.Universal analysis;
  private final Bounds bounds;
  private final LongSupplier nanoClock;
  private final AnswerShelf shelf;
  private @Nullable OperatorRun run;
  private @Nullable ReferenceRecorder recorder;
  private @Nullable KeptRows keptRows;
  private UniversalSearch.@Nullable Found search;
  private int group;
  private int reference;
  private int neuron;
  private boolean isClosed;

  UniversalRows(
      ExecutionContext context,
      UniversalExec.Prepared prepared,
      IslandAnalysis.Universal analysis,
      Bounds bounds,
      LongSupplier nanoClock) {
    this.context = context;
    this.prepared = prepared;
    this.analysis = analysis;
    this.bounds = bounds;
    this.nanoClock = nanoClock;
    this.shelf = context.answers(analysis.corpus());
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    if (isClosed) {
      return false;
    }
    OperatorRun running = run;
    if (running == null) {
      running = start();
      run = running;
    }
    OperatorRun current = running;
    return current.guard(() -> fill(batch, current));
  }

  private OperatorRun start() {
    List<CheckpointEntry> checkpoints = new ArrayList<>();
    analysis.groups().forEach(listed -> checkpoints.addAll(listed.checkpoints()));
    boolean isComputed = !prepared.groups().isEmpty() || prepared.kept().isEmpty();
    OperatorRun running =
        isComputed
            ? OperatorRun.start(
                "universal",
                context,
                checkpoints,
                analysis.corpus(),
                prepared.baseline(),
                prepared.plan(),
                nanoClock)
            : OperatorRun.ofKept(
                "universal", context, checkpoints, analysis.corpus(), prepared.baseline());
    prepared.choice().remark(running.ledger());
    recorder =
        new ReferenceRecorder(
            shelf, bounds, prepared.groups(), prepared.baseline(), prepared.blockTokens());
    keptRows = new KeptRows(shelf, prepared.kept(), context.cancellation()::check);
    return running;
  }

  private boolean fill(RowBatch batch, OperatorRun running) {
    KeptRows left = keptRows;
    ReferenceRecorder recording = recorder;
    if (left == null || recording == null) {
      throw new IllegalStateException("not started");
    }
    while (!batch.isFull() && group < prepared.groups().size()) {
      UniversalGroup work = prepared.groups().get(group);
      UniversalSearch.Found searched = search;
      if (searched == null) {
        searched = UniversalSearch.run(running.tools(), prepared, group, bounds);
        search = searched;
      }
      UniversalGroup.Reference from = work.references().get(reference);
      if (neuron < from.axis().size()) {
        UniversalRow row = UniversalRow.of(from, neuron, searched.matches());
        boolean isComputed = searched.isComputed(reference, neuron);
        neuron++;
        if (isComputed && row.isWithin(bounds)) {
          row.write(batch, from.checkpoint(), analysis.corpus().countedTokens());
          recording.add(group, reference, row);
        }
        continue;
      }
      neuron = 0;
      reference++;
      if (reference == work.references().size()) {
        reference = 0;
        group++;
        search = null;
      }
    }
    while (!batch.isFull() && left.hasNext()) {
      UniversalRow row = left.next();
      if (row.isWithin(bounds)) {
        row.write(batch, left.reference().checkpoint(), analysis.corpus().countedTokens());
      }
    }
    running.addRows(batch.size());
    if (batch.size() == 0) {
      running.finish(recording::keep);
    }
    return batch.size() > 0;
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      if (run != null) {
        run.close();
      }
    }
  }
}
