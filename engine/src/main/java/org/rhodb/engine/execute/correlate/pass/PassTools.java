package org.rhodb.engine.execute.correlate.pass;

import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.settings.Setting;

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

  /** Returns what sums over tokens depend on to the bit, apart from networks and neurons. */
  public String conditions(CorpusEntry corpus, int blockTokens) {
    return String.join(
        " ",
        corpus.hash() + corpus.masked().stream().sorted().toList(),
        "block " + blockTokens,
        "device " + context.networks().runtime().device(),
        "threads " + context.settings().threads(),
        "batch " + context.settings().text(Setting.BATCH_TOKENS));
  }
}
