package org.rhodb.shell.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.row.ValueText;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;
import org.rhodb.shell.saved.Expectations;

/**
 * How the results of two runs differ, row by row in their order.
 *
 * @param verdict in one word
 * @param sentences what they were made from and differ in, then where the results differ and by how
 *     much
 */
public record RunDifference(Verdict verdict, List<String> sentences) {

  /** How much two results differ. */
  public enum Verdict {
    /** Not a byte. */
    IDENTICAL("identical"),
    /** Only numbers, by no more than the tolerance of their column. */
    WITHIN_TOLERANCE("within tolerance"),
    /** In columns, rows or values. */
    DIFFERENT("different");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** Returns it as a person says it. */
    public String text() {
      return text;
    }
  }

  public RunDifference {
    sentences = List.copyOf(sentences);
  }

  /**
   * Compares two runs with the tolerances of the second one's query.
   *
   * @throws QueryException A203 if one is given for a column that its result does not have
   */
  public static RunDifference between(RunFolder first, RunFolder second) {
    List<String> inputs = InputDifference.between(first.run(), second.run());
    Expectations expectations = second.query().header().expectations();
    ListedTable result = second.result();
    List<QueryException> stray = expectations.strayTolerances(result.names());
    if (!stray.isEmpty()) {
      throw stray.get(0).withOthers(stray.subList(1, stray.size()));
    }
    if (first.resultSha256().equals(second.resultSha256())) {
      return new RunDifference(Verdict.IDENTICAL, inputs);
    }
    RunDifference results = between(first.result(), result, expectations);
    List<String> all = new ArrayList<>(inputs);
    all.addAll(results.sentences);
    return new RunDifference(results.verdict, all);
  }

  /** Compares two results. */
  static RunDifference between(ListedTable first, ListedTable second, Expectations expectations) {
    if (!first.names().equals(second.names())) {
      return new RunDifference(
          Verdict.DIFFERENT,
          List.of(
              "columns "
                  + String.join(", ", first.names())
                  + " became "
                  + String.join(", ", second.names())));
    }
    Comparison comparison = new Comparison(first, second, expectations);
    return comparison.run();
  }

  /** One walk over two results with the same columns. */
  private static final class Comparison {
    private final ListedTable first;
    private final ListedTable second;
    private final Expectations expectations;
    private final Map<String, Double> largest = new TreeMap<>();
    private final Map<String, Integer> beyond = new TreeMap<>();
    private String firstPlace = "";
    private int cells;

    Comparison(ListedTable first, ListedTable second, Expectations expectations) {
      this.first = first;
      this.second = second;
      this.expectations = expectations;
    }

    RunDifference run() {
      int rows = Math.min(first.rows().size(), second.rows().size());
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < first.headings().size(); column++) {
          compare(row, column);
        }
      }
      List<String> sentences = new ArrayList<>();
      boolean sameRows = first.rows().size() == second.rows().size();
      if (!sameRows) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "%s became %,d",
                CountText.of(first.rows().size(), "row"),
                second.rows().size()));
      }
      if (cells > 0) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "%s beyond tolerance in %s; first: %s",
                CountText.of(cells, "value"),
                String.join(", ", beyond.keySet()),
                firstPlace));
      }
      largest.forEach(
          (column, difference) ->
              sentences.add(
                  String.format(
                      Locale.ROOT,
                      "%s: largest difference %.3g, tolerance %.3g",
                      column,
                      difference,
                      expectations.tolerance(column))));
      return new RunDifference(
          sameRows && cells == 0 ? Verdict.WITHIN_TOLERANCE : Verdict.DIFFERENT, sentences);
    }

    private void compare(int row, int column) {
      Heading heading = first.headings().get(column);
      Object a = first.rows().get(row).get(column);
      Object b = second.rows().get(row).get(column);
      if (text(a).equals(text(b))) {
        return;
      }
      double difference = difference(a, b);
      if (!Double.isNaN(difference)) {
        largest.merge(heading.name(), difference, Math::max);
      }
      // Not a comparison with NaN, which is always false: two texts, or a NULL, are different.
      boolean isNear = difference <= expectations.tolerance(heading.name());
      if (!isNear) {
        cells++;
        beyond.merge(heading.name(), 1, Integer::sum);
        if (firstPlace.isEmpty()) {
          firstPlace =
              "row " + (row + 1) + ", " + heading.name() + ": " + text(a) + " became " + text(b);
        }
      }
    }

    private static double difference(@Nullable Object a, @Nullable Object b) {
      return a instanceof Number x && b instanceof Number y
          ? Math.abs(x.doubleValue() - y.doubleValue())
          : Double.NaN;
    }

    private static String text(@Nullable Object value) {
      return value == null
          ? "NULL"
          : value instanceof String s ? "'" + s + "'" : ValueText.of(value);
    }
  }
}
