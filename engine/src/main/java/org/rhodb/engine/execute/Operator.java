package org.rhodb.engine.execute;

import java.util.List;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.RowSource;

/** Operator that produces the rows of one island; resolved and planned, nothing of it has run. */
public interface Operator {

  /** Returns the columns of its rows, in order, whatever the bounds. */
  List<Column> columns();

  /** Returns what it does in one line, as EXPLAIN shows it. */
  String synopsis();

  /**
   * Returns how it would run here: what is chosen, what it costs. Runs no model.
   *
   * @throws org.rhodb.engine.error.QueryException R501 if no plan fits the memory budget, U303 if
   *     the result would be larger than the setting {@code max_rows}
   */
  OperatorPlan plan(ExecutionContext context);

  /**
   * Opens the rows; the work is done at the first {@link RowSource#next}, on the calling thread.
   * Caller closes. The run is entered in the ledger of runs when the last row was read.
   *
   * @throws org.rhodb.engine.error.QueryException as {@link #plan}, before any forward pass; R506
   *     and R507 from {@code next} when cancelled
   */
  RowSource open(ExecutionContext context);
}
