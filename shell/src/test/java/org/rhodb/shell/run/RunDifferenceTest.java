package org.rhodb.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rhodb.grammar.Position;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;
import org.rhodb.shell.run.RunDifference.Verdict;
import org.rhodb.shell.saved.ColumnTolerance;
import org.rhodb.shell.saved.Expectations;

class RunDifferenceTest {
  private static final List<Heading> HEADINGS =
      List.of(new Heading("name", "VARCHAR"), new Heading("rho", "DOUBLE"));
  private static final Expectations NEAR =
      new Expectations(
          0, 9, List.of(), 0, List.of(new ColumnTolerance("rho", 0.125, Position.of("", 0, 0))));

  @Test
  void takesNumbersWithinTheirToleranceForTheSame() {
    RunDifference difference = compare(table("a", 1.0, "b", 2.0), table("a", 1.125, "b", 2.0));
    assertThat(difference.verdict()).isEqualTo(Verdict.WITHIN_TOLERANCE);
    assertThat(difference.sentences())
        .containsExactly("rho: largest difference 0.125, tolerance 0.125");
  }

  @Test
  void saysWhereTheFirstDifferenceIsAndHowManyThereAre() {
    RunDifference difference =
        compare(table("a", 1.0, "b", 2.0, "c", 3.0), table("a", 1.0, "b", 2.5, "d", 4.0));
    assertThat(difference.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(difference.sentences())
        .containsExactly(
            "3 values beyond tolerance in name, rho; first: row 2, rho: 2.0 became 2.5",
            "rho: largest difference 1.00, tolerance 0.125");
  }

  @Test
  void neverTakesNullOrNotANumberForANumber() {
    assertThat(compare(table("a", null), table("a", 1.0)).verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(compare(table("a", Double.NaN), table("a", 1.0)).verdict())
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(compare(table("a", Double.NaN), table("a", Double.NaN)).verdict())
        .isEqualTo(Verdict.WITHIN_TOLERANCE);
    assertThat(compare(table(null, 1.0), table("", 1.0)).sentences().get(0))
        .contains("NULL became ''");
  }

  @Test
  void comparesRowsAndColumnsThatCameOrWent() {
    assertThat(compare(table("a", 1.0), table("a", 1.0, "b", 2.0)).sentences())
        .containsExactly("1 row became 2");
    ListedTable other = new ListedTable(List.of(new Heading("n", "DOUBLE")), List.of());
    assertThat(compare(table("a", 1.0), other).sentences())
        .containsExactly("columns name, rho became n");
  }

  @Test
  void saysWhatTwoRunsWereMadeFromAndDifferIn() {
    Map<String, Object> first = run("0.5", "aaaabbbbccccdddd", "pile");
    assertThat(InputDifference.between(first, first)).isEmpty();
    assertThat(InputDifference.between(first, run("0.8", "eeeebbbbccccdddd", "europarl")))
        .containsExactly(
            "parameter rho: 0.5 became 0.8",
            "model seed0@2: aaaabbbbcccc became eeeebbbbcccc",
            "corpus europarl is only in the second",
            "corpus pile is only in the first");
    assertThat(InputDifference.between(Map.of(), Map.of())).isEmpty();
  }

  private static Map<String, Object> run(String rho, String weights, String corpus) {
    return Map.of(
        "query", Map.of("name", "q", "sha256", "1"),
        "parameters", Map.of("rho", rho),
        "models", Map.of("seed0@2", Map.of("weights_sha256", weights)),
        "corpora", Map.of("ffff", Map.of("name", corpus)),
        "environment", Map.of("rhodb", "1", "device", "cpu", "threads", rho));
  }

  @Test
  void readsBackWhatCsvWrites() {
    String csv = "name,rho\n\"a,\"\"b\nc\",1.5\n,\n\"\",nan\nx,-inf\n";
    ListedTable read = CsvRows.read(csv, Map.of("name", "VARCHAR", "rho", "DOUBLE"));
    assertThat(read.column(0)).containsExactly("a,\"b\nc", null, "", "x");
    assertThat(read.column(1).get(1)).isNull();
    assertThat(read.column(1).get(2)).isEqualTo(Double.NaN);
    assertThat(read.rows()).hasSize(4);
  }

  @Test
  void knowsWhetherAQuerySaysItsOrder() {
    assertThat(QueryRun.isOrdered("SELECT 1 ORDER BY 1")).isTrue();
    assertThat(QueryRun.isOrdered("SELECT * FROM (SELECT 1 ORDER BY 1)")).isFalse();
    assertThat(QueryRun.isOrdered("SELECT first(a ORDER BY b), ')' FROM t -- ORDER BY 1"))
        .isFalse();
  }

  private static RunDifference compare(ListedTable first, ListedTable second) {
    return RunDifference.between(first, second, NEAR);
  }

  private static ListedTable table(@Nullable Object... values) {
    List<List<@Nullable Object>> rows = new java.util.ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      rows.add(Arrays.asList(values[i], values[i + 1]));
    }
    return new ListedTable(HEADINGS, rows);
  }
}
