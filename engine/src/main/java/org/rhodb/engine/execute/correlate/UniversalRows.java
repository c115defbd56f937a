package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.correlate.dense.GroupMatches;
import org.rhodb.engine.execute.correlate.kept.KeptRows;
import org.rhodb.engine.execute.correlate.kept.ReferenceRecorder;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pair.UniversalRow;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.screen.ScreenCheck;
import org.rhodb.engine.execute.correlate.screen.ScreenedMatches;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;

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
  private @Nullable List<PairMatches> matches;
  private @Nullable ScreenedMatches screen;
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
    this.shelf = new AnswerShelf(context, analysis.corpus());
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
      List<PairMatches> found = matches;
      if (found == null) {
        found = find(running.tools(), work);
        matches = found;
      }
      UniversalGroup.Reference from = work.references().get(reference);
      if (neuron < from.axis().size()) {
        UniversalRow row = UniversalRow.of(from, neuron, found);
        boolean isComputed = screen == null || screen.isComputed(reference, neuron);
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
        matches = null;
        screen = null;
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

  private List<PairMatches> find(PassTools tools, UniversalGroup work) {
    CorrelationPlan plan = prepared.plan();
    if (plan.screen().isPresent()) {
      ScreenedMatches search = new ScreenedMatches(tools, work, plan.screen().get(), group, bounds);
      Optional<List<PairMatches>> screened = search.find();
      if (screened.isPresent()) {
        screen = search;
        if (tools.context().settings().flag(Setting.VERIFY)) {
          ScreenCheck.compare(work, screened.get(), dense(tools, work), bounds);
          tools.ledger().remark("verified against dense");
        }
        return screened.get();
      }
      tools.meter().restart(plan.dense().get(group).flops());
    }
    return dense(tools, work);
  }

  private List<PairMatches> dense(PassTools tools, UniversalGroup work) {
    return GroupMatches.find(
        tools, work.work(), prepared.plan().dense().get(group), prepared.baseline());
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
