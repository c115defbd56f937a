package org.rhodb.engine.execute.correlate.pass;

import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.network.tensor.CorrelationKernels;

/**
 * What every pass of one operator run works with.
 *
 * @param kernels owned by the operator's rows
 * @param savepoints of this run
 * @param meter of the whole run
 * @param ledger of the run
 */
public record PassTools(
    ExecutionContext context,
    CorrelationKernels kernels,
    RunSavepoints savepoints,
    WorkMeter meter,
    RunLedger ledger) {

  /** Returns what is called between pieces of work: it throws when the statement was cancelled. */
  public Runnable between() {
    return context.cancellation()::check;
  }

  /** Looks for a cancellation and says how far the run is. */
  public void step(String stage) {
    between().run();
    meter.report(stage);
  }
}
