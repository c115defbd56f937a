package org.rhodb.engine.execute.correlate;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.StatementEnd;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.pass.WorkMeter;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.settings.Setting;

/**
 * One run of an operator from its first row to its last: its kernels, memory, savepoints and its
 * entry in the ledger.
 */
final class OperatorRun implements AutoCloseable {
  private final Cancellation cancellation;
  private final StatementEnd end;
  private final RunLedger ledger;
  private final @Nullable PassTools tools;
  private final MemoryBudget.@Nullable Reservation memory;
  private long rows;
  private boolean hasFailed;
  private boolean isFinished;

  private OperatorRun(
      ExecutionContext context,
      RunLedger ledger,
      @Nullable PassTools tools,
      MemoryBudget.@Nullable Reservation memory) {
    this.cancellation = context.cancellation();
    this.end = context.end();
    this.ledger = ledger;
    this.tools = tools;
    this.memory = memory;
  }

  /** Begins a run: reserves its memory and compiles its kernels. Caller closes. */
  static OperatorRun start(
      String operator,
      ExecutionContext context,
      List<CheckpointEntry> checkpoints,
      CorpusEntry corpus,
      BaselineDraws baseline,
      CorrelationPlan plan,
      LongSupplier nanoClock) {
    long peak = plan.peakBytes();
    MemoryBudget.Reservation memory =
        context
            .memory()
            .reserve(operator, peak, "SET memory_limit higher, or name fewer models or layers");
    try {
      RunLedger ledger =
          ledger(operator, context, checkpoints, corpus, baseline)
              .device(context.networks().runtime().device())
              .remark(plan.describe())
              .remark("reserved " + MemoryBudget.format(peak));
      PassTools tools =
          new PassTools(
              context,
              CorrelationKernels.load(context.networks().runtime()),
              new RunSavepoints(
                  context.savepoints(), context.settings().count(Setting.SAVE_INTERVAL), nanoClock),
              new WorkMeter(context.progress(), nanoClock, plan.work()),
              ledger);
      return new OperatorRun(context, ledger, tools, memory);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  /** Begins a run that only reads what was kept: it needs neither a device nor memory on it. */
  static OperatorRun ofKept(
      String operator,
      ExecutionContext context,
      List<CheckpointEntry> checkpoints,
      CorpusEntry corpus,
      BaselineDraws baseline) {
    RunLedger ledger =
        ledger(operator, context, checkpoints, corpus, baseline)
            .device(context.settings().text(Setting.DEVICE));
    return new OperatorRun(context, ledger, null, null);
  }

  private static RunLedger ledger(
      String operator,
      ExecutionContext context,
      List<CheckpointEntry> checkpoints,
      CorpusEntry corpus,
      BaselineDraws baseline) {
    return RunLedger.begin(operator, context)
        .checkpoints(checkpoints.stream().distinct().toList())
        .corpus(corpus)
        .seeds(baseline.describe())
        .tokens(corpus.countedTokens());
  }

  PassTools tools() {
    if (tools == null) {
      throw new IllegalStateException("nothing is computed in this run");
    }
    return tools;
  }

  RunLedger ledger() {
    return ledger;
  }

  /** Runs a piece of work; if it fails the savepoints stay, and no entry is made. */
  boolean guard(BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (RuntimeException | Error e) {
      hasFailed = true;
      throw e;
    }
  }

  void addRows(int count) {
    rows += count;
  }

  /**
   * Enters the run in the ledger, once, and removes its savepoints when the statement needs it no
   * more.
   *
   * @param keeping takes the number of the run, to keep what it gave
   */
  void finish(LongConsumer keeping) {
    if (!isFinished) {
      isFinished = true;
      keeping.accept(ledger.record(rows));
      if (tools != null) {
        end.onSuccess(tools.savepoints()::removeAll);
      }
    }
  }

  /**
   * Releases what the run holds. A reader that has enough ends it as the last row does; where the
   * statement was cancelled or fails, no entry is made and the savepoints stay.
   */
  @Override
  public void close() {
    try {
      if (!hasFailed && !isFinished && !cancellation.isCancelled()) {
        ledger.remark("its reader stopped after " + rows + " rows").stopClock();
        end.onSuccess(() -> finish(run -> {}));
      }
    } finally {
      if (tools != null) {
        tools.kernels().close();
      }
      if (memory != null) {
        memory.close();
      }
    }
  }
}
