package org.rhodb.shell.saved;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;

/**
 * What a saved query says of its result.
 *
 * @param minRows fewest rows
 * @param maxRows most rows
 * @param columns names in their order; empty: not said
 * @param tolerance largest difference between two runs' numbers that is none, absolute
 * @param tolerances the same for single columns
 */
public record Expectations(
    long minRows,
    long maxRows,
    List<String> columns,
    double tolerance,
    List<ColumnTolerance> tolerances) {
  /** Nothing is said; numbers must repeat to the last digit. */
  public static final Expectations NONE =
      new Expectations(0, Long.MAX_VALUE, List.of(), 0, List.of());

  public Expectations {
    columns = List.copyOf(columns);
    tolerances = List.copyOf(tolerances);
  }

  /** Returns the tolerance of a column. */
  public double tolerance(String column) {
    return tolerances.stream()
        .filter(one -> one.column().equals(column))
        .mapToDouble(ColumnTolerance::value)
        .findFirst()
        .orElse(tolerance);
  }

  /** Returns a sentence for each expectation that does not hold. */
  public List<String> unmet(List<String> foundColumns, long foundRows) {
    List<String> unmet = new ArrayList<>(unmetColumns(foundColumns));
    strayTolerances(foundColumns).forEach(e -> unmet.add(e.getMessage() + "; " + e.hint()));
    if (foundRows < minRows || foundRows > maxRows) {
      unmet.add("expected " + rowsExpected() + "; found " + foundRows);
    }
    return unmet;
  }

  /** Returns a sentence if the columns are not those expected. */
  List<String> unmetColumns(List<String> foundColumns) {
    return columns.isEmpty() || columns.equals(foundColumns)
        ? List.of()
        : List.of(
            "expected the columns "
                + String.join(", ", columns)
                + "; found "
                + String.join(", ", foundColumns));
  }

  /** Returns an error for each tolerance of a column that is not there. */
  public List<QueryException> strayTolerances(List<String> foundColumns) {
    return tolerances.stream()
        .filter(one -> !foundColumns.contains(one.column()))
        .map(one -> stray(one, foundColumns))
        .toList();
  }

  private static QueryException stray(ColumnTolerance tolerance, List<String> foundColumns) {
    return QueryException.at(
            tolerance.position(),
            ErrorCode.A203,
            "a tolerance is given for '" + tolerance.column() + "', which is no column")
        .withHint(Suggestion.hint(tolerance.column(), "columns", foundColumns));
  }

  private String rowsExpected() {
    if (minRows == maxRows) {
      return minRows == 1 ? "1 row" : minRows + " rows";
    }
    return maxRows == Long.MAX_VALUE
        ? "at least " + minRows + " rows"
        : minRows + " to " + maxRows + " rows";
  }
}
