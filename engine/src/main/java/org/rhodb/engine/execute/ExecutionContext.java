package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.settings.Settings;

/**
 * What an operator may use while it runs. Lives as long as the statement; nothing in it is closed
 * by operators.
 *
 * @param settings as they stood when the statement began
 * @param catalog models, corpora, the ledger of runs
 * @param memory the bytes tensors may take
 * @param progress hears how far it is
 * @param cancellation is looked at, at least once a second
 * @param statement the user's text of the statement
 */
public record ExecutionContext(
    Settings settings,
    Catalog catalog,
    MemoryBudget memory,
    Progress progress,
    Cancellation cancellation,
    String statement) {

  public ExecutionContext {
    requireNonNull(settings, "settings is null");
    requireNonNull(catalog, "catalog is null");
    requireNonNull(memory, "memory is null");
    requireNonNull(progress, "progress is null");
    requireNonNull(cancellation, "cancellation is null");
    requireNonNull(statement, "statement is null");
  }
}
