package org.rhodb.engine.execute.correlate;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.settings.Setting;

/**
 * One run of an operator from its first row to its last: its kernels, memory, savepoints and its
 * entry in the ledger.
 */
final class OperatorRun implements AutoCloseable {
  private final PassTools tools;
  private final MemoryBudget.Reservation memory;
  private long rows;
  private boolean hasFailed;
  private boolean isFinished;

  private OperatorRun(PassTools tools, MemoryBudget.Reservation memory) {
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
          RunLedger.begin(operator, context)
              .checkpoints(checkpoints.stream().distinct().toList())
              .corpus(corpus)
              .seeds(baseline.describe())
              .device(context.networks().runtime().device())
              .tokens(corpus.countedTokens())
              .remark(plan.describe())
              .remark("peak " + MemoryBudget.format(peak));
      PassTools tools =
          new PassTools(
              context,
              CorrelationKernels.load(context.networks().runtime()),
              new RunSavepoints(
                  context.savepoints(), context.settings().count(Setting.SAVE_INTERVAL), nanoClock),
              new WorkMeter(context.progress(), nanoClock, plan.work()),
              ledger);
      return new OperatorRun(tools, memory);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  PassTools tools() {
    return tools;
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

  /** Enters the run in the ledger and removes its savepoints, once. */
  void finish() {
    if (!isFinished) {
      isFinished = true;
      tools.ledger().record(rows);
      tools.savepoints().removeAll();
    }
  }

  /** Releases what the run holds; a reader that has enough ends it as the last row does. */
  @Override
  public void close() {
    try {
      if (!hasFailed && !isFinished) {
        tools.ledger().remark("its reader stopped after " + rows + " rows");
        finish();
      }
    } finally {
      tools.kernels().close();
      memory.close();
    }
  }
}
