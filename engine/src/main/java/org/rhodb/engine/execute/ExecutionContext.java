package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.execute.reuse.Reuse;
import org.rhodb.engine.execute.reuse.SketchShelf;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.settings.Settings;

/**
 * What an operator may use while it runs. Lives as long as the statement; nothing in it is closed
 * by operators.
 *
 * @param settings as they stood when the statement began
 * @param catalog models, corpora, the ledger of runs
 * @param networks opens checkpoints on the device
 * @param activations where correlations take post-activations from
 * @param savepoints where long passes keep their state
 * @param memory the bytes tensors may take
 * @param progress hears how far it is
 * @param cancellation is looked at, at least once a second
 * @param statement the user's text of the statement
 * @param rates how fast the device is, for choosing plans
 * @param reuse what earlier statements left
 * @param end tells when the statement has ended well
 */
public record ExecutionContext(
    Settings settings,
    Catalog catalog,
    Networks networks,
    ActivationSource activations,
    SavepointStore savepoints,
    MemoryBudget memory,
    Progress progress,
    Cancellation cancellation,
    String statement,
    DeviceRates rates,
    Reuse reuse,
    StatementEnd end) {

  public ExecutionContext {
    requireNonNull(settings, "settings is null");
    requireNonNull(catalog, "catalog is null");
    requireNonNull(networks, "networks is null");
    requireNonNull(activations, "activations is null");
    requireNonNull(savepoints, "savepoints is null");
    requireNonNull(memory, "memory is null");
    requireNonNull(progress, "progress is null");
    requireNonNull(cancellation, "cancellation is null");
    requireNonNull(statement, "statement is null");
    requireNonNull(rates, "rates is null");
    requireNonNull(reuse, "reuse is null");
    requireNonNull(end, "end is null");
  }

  /** Creates a context for a device that was not measured. */
  public ExecutionContext(
      Settings settings,
      Catalog catalog,
      Networks networks,
      ActivationSource activations,
      SavepointStore savepoints,
      MemoryBudget memory,
      Progress progress,
      Cancellation cancellation,
      String statement) {
    this(
        settings,
        catalog,
        networks,
        activations,
        savepoints,
        memory,
        progress,
        cancellation,
        statement,
        DeviceRates.DEFAULTS);
  }

  /** Creates a context for operators outside of statements, that leave nothing for later ones. */
  public ExecutionContext(
      Settings settings,
      Catalog catalog,
      Networks networks,
      ActivationSource activations,
      SavepointStore savepoints,
      MemoryBudget memory,
      Progress progress,
      Cancellation cancellation,
      String statement,
      DeviceRates rates) {
    this(
        settings,
        catalog,
        networks,
        activations,
        savepoints,
        memory,
        progress,
        cancellation,
        statement,
        rates,
        Reuse.none(),
        StatementEnd.none());
  }

  /** Returns the answers that were kept over a corpus. */
  public AnswerShelf answers(CorpusEntry corpus) {
    return new AnswerShelf(settings, reuse, corpus);
  }

  /** Returns the sketches that were kept over a corpus. */
  public SketchShelf sketches(CorpusEntry corpus) {
    return new SketchShelf(settings, reuse, catalog, corpus);
  }
}
