package org.rhodb.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement gives: rows, a count or a message. Whoever executed the statement closes it. */
public interface QueryResult extends AutoCloseable {

  /** What a result is. */
  enum Kind {
    /** Rows, read by {@link #next}. */
    ROWS,
    /** A number of changed rows. */
    UPDATE,
    /** A sentence: what was created, set or dropped. */
    MESSAGE
  }

  /** Returns what this is. */
  Kind kind();

  /** Returns the columns; empty unless {@link Kind#ROWS}. */
  List<ResultColumn> columns();

  /**
   * Moves to the next row.
   *
   * @return whether there is one
   * @throws org.rhodb.engine.error.QueryException what the operators meet; R506 when cancelled
   */
  boolean next();

  /** Returns a value of the current row; columns are 0-based; null is SQL's NULL. */
  @Nullable Object value(int column);

  /** Returns the number of changed rows; 0 unless {@link Kind#UPDATE}. */
  long updateCount();

  /** Returns the sentence; empty unless {@link Kind#MESSAGE}. */
  String message();

  /** Returns what the user should know about this result; complete after the last row. */
  List<String> warnings();

  @Override
  void close();
}
