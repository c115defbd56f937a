package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowSource;

/**
 * A relation made in Java that SQL can call by name: {@code FROM universal_neurons(plan := 17)}.
 *
 * <p>A {@link org.rhodb.engine.error.QueryException} thrown by any method comes out of the
 * statement that called the relation as the same object.
 */
public interface RelationFunction {

  /** Returns the name SQL calls it by, lower case. */
  String name();

  /** Returns the named parameters it takes. */
  List<Parameter> parameters();

  /**
   * Checks the arguments and says what comes out; runs nothing. Called when a statement is
   * prepared, explained or run, possibly several times for one statement.
   *
   * @param arguments values by parameter name: String, Boolean, Integer, Long or Double; a
   *     parameter that is absent or NULL has no entry
   */
  Bound bind(Map<String, Object> arguments);

  /**
   * A named parameter.
   *
   * @param name lower case
   * @param type its type
   */
  record Parameter(String name, ColumnType type) {
    public Parameter {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
    }
  }

  /** A call whose arguments are known. */
  interface Bound {

    /** Returns the columns, in order. */
    List<Column> columns();

    /** Returns about how many rows come out; negative if nothing is known. */
    long estimatedRows();

    /**
     * Opens the rows. They are pulled by one thread at a time, not always the same one, and closed
     * at their end, when the statement fails or is cancelled, and when nobody reads on.
     *
     * @param usedColumns indexes of the columns the statement reads, rising; values of others are
     *     not looked at and need not be set
     */
    RowSource open(List<Integer> usedColumns);
  }
}
