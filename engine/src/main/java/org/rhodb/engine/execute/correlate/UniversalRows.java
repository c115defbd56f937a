package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.ExecutionContext;
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
  private @Nullable OperatorRun run;
  private @Nullable List<PairMatches> matches;
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
    return OperatorRun.start(
        "universal",
        context,
        checkpoints,
        analysis.corpus(),
        prepared.baseline(),
        prepared.plan(),
        nanoClock);
  }

  private boolean fill(RowBatch batch, OperatorRun running) {
    while (!batch.isFull() && group < prepared.groups().size()) {
      UniversalGroup work = prepared.groups().get(group);
      List<PairMatches> found = matches;
      if (found == null) {
        found = find(running.tools(), work);
        matches = found;
      }
      UniversalGroup.Reference from = work.references().get(reference);
      if (neuron < from.axis().size()) {
        write(batch, from, neuron++, found);
        continue;
      }
      neuron = 0;
      reference++;
      if (reference == work.references().size()) {
        reference = 0;
        group++;
        matches = null;
      }
    }
    running.addRows(batch.size());
    if (batch.size() == 0) {
      running.finish();
    }
    return batch.size() > 0;
  }

  private List<PairMatches> find(PassTools tools, UniversalGroup work) {
    CorrelationPlan plan = prepared.plan();
    if (plan.screen().isPresent()) {
      Optional<List<PairMatches>> screened =
          new ScreenedMatches(tools, work, plan.screen().get(), group, bounds).find();
      if (screened.isPresent()) {
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

  private void write(
      RowBatch batch, UniversalGroup.Reference from, int index, List<PairMatches> found) {
    NeuronMatches neuronMatches = NeuronMatches.of(from, index, found);
    long layer = from.axis().layer(index);
    long number = from.axis().neuron(index);
    boolean isWanted =
        bounds.admits("layer", layer)
            && bounds.admits("neuron", number)
            && bounds.admits("others", (long) neuronMatches.others())
            && bounds.admits("rho", orNull(neuronMatches.rho()))
            && bounds.admits("min_rho", orNull(neuronMatches.minRho()))
            && bounds.admits("max_rho", orNull(neuronMatches.maxRho()))
            && bounds.admits("mutual", (long) neuronMatches.mutual())
            && bounds.admits("baseline", orNull(neuronMatches.baseline()))
            && bounds.admits("excess", orNull(neuronMatches.excess()));
    if (!isWanted) {
      return;
    }
    int row = batch.append();
    batch.setString(0, row, from.checkpoint().model());
    batch.setLong(1, row, from.checkpoint().step());
    batch.setLong(2, row, layer);
    batch.setLong(3, row, number);
    batch.setLong(4, row, neuronMatches.others());
    batch.setDouble(5, row, neuronMatches.rho());
    batch.setDouble(6, row, neuronMatches.minRho());
    batch.setDouble(7, row, neuronMatches.maxRho());
    batch.setLong(8, row, neuronMatches.mutual());
    batch.setDouble(9, row, neuronMatches.baseline());
    batch.setDouble(10, row, neuronMatches.excess());
    batch.setLong(11, row, analysis.corpus().countedTokens());
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
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
