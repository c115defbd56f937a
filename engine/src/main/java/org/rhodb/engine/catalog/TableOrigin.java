package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One statement that made or changed a stored table or view, and the operator runs it took: a link
 * of the chain from a table back to weights and corpora.
 *
 * @param table its name, with the schema's before it outside of {@code main}
 * @param change {@code CREATE TABLE}, {@code CREATE VIEW}, {@code CREATE MACRO}, {@code ALTER},
 *     {@code RENAME}, {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code MERGE} or {@code COPY}
 * @param statement the user's text
 * @param made when it began
 * @param inputs stored tables and views that it read
 * @param areInputsKnown whether {@code inputs} is all that it read
 * @param runs runs of relations in it
 */
public record TableOrigin(
    String table,
    String change,
    String statement,
    Instant made,
    List<String> inputs,
    boolean areInputsKnown,
    List<RunRecord> runs) {

  public TableOrigin {
    requireNonNull(table, "table is null");
    requireNonNull(change, "change is null");
    requireNonNull(statement, "statement is null");
    requireNonNull(made, "made is null");
    inputs = List.copyOf(inputs);
    runs = List.copyOf(runs);
  }

  /** Returns the same with the runs of relations in it. */
  public TableOrigin withRuns(List<RunRecord> newRuns) {
    return new TableOrigin(table, change, statement, made, inputs, areInputsKnown, newRuns);
  }

  /** Returns the same with other names of tables. */
  public TableOrigin renamed(UnaryOperator<String> names) {
    List<String> newInputs = inputs.stream().map(names).toList();
    return new TableOrigin(
        names.apply(table), change, statement, made, newInputs, areInputsKnown, runs);
  }

  /** Returns whether what it names is read whenever it is read itself: a view, a macro. */
  public boolean readsLater() {
    return change.equals("CREATE VIEW") || change.equals("CREATE MACRO");
  }

  /** Returns whether nothing that was in the table before is left. */
  public boolean isCreation() {
    return change.startsWith("CREATE") || change.equals("RENAME");
  }
}
