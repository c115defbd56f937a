package org.rhodb.shell.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BoxFormatTest {

  private static ListTable numbers(int rows) {
    ListTable table = new ListTable("n INTEGER");
    IntStream.range(0, rows).forEach(table::row);
    return table;
  }

  @Test
  void leavesOutTheMiddleOfLongResults() throws Exception {
    String box = numbers(1000).in("box", new Layout(0, 4));
    assertThat(box)
        .isEqualTo(
            """
            ┌─────────┐
            │       n │
            │ integer │
            ├─────────┤
            │       0 │
            │       1 │
            │       · │
            │     998 │
            │     999 │
            └─────────┘
            1,000 rows (4 shown)
            """);
  }

  @Property(tries = 200)
  void showsFirstAndLastRows(
      @ForAll @IntRange(max = 60) int rows, @ForAll @IntRange(min = 2, max = 20) int maxRows)
      throws Exception {
    List<String> lines = numbers(rows).in("box", new Layout(0, maxRows)).lines().toList();
    List<Integer> shown =
        lines.stream()
            .filter(line -> line.matches("│ +\\d+ │"))
            .map(line -> Integer.parseInt(line.replaceAll("\\D", "")))
            .toList();
    int half = maxRows / 2;
    List<Integer> expected =
        IntStream.range(0, rows)
            .filter(i -> rows <= maxRows || i < maxRows - half || i >= rows - half)
            .boxed()
            .toList();
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void alignsWideAndCombiningCharacters() throws Exception {
    ListTable table =
        new ListTable("token VARCHAR", "n INTEGER").row("日本", 1).row("e\u0301", 2).row("😀", 3);
    List<String> frame = table.in("box").lines().filter(line -> !line.contains("rows")).toList();
    assertThat(frame).allMatch(line -> VisibleText.width(line) == VisibleText.width(frame.get(0)));
    assertThat(frame.get(4)).isEqualTo("│ 日本    │       1 │");
    assertThat(frame.get(5)).isEqualTo("│ e\u0301       │       2 │");
  }

  @Test
  void cutsTheWidestColumnFirst() throws Exception {
    ListTable table = new ListTable("a VARCHAR", "b INTEGER").row("x".repeat(100), 12345);
    assertThat(table.in("box", new Layout(30, 40)))
        .contains("│ xxxxxxxxxxxxxxx… │   12345 │")
        .endsWith("1 row\n");
  }

  @Test
  void leavesOutMiddleColumnsWhenNoneMayBeCut() throws Exception {
    String[] columns =
        IntStream.range(0, 20).mapToObj(i -> "c" + i + " INTEGER").toArray(String[]::new);
    ListTable table = new ListTable(columns).row(IntStream.range(0, 20).boxed().toArray());
    String box = table.in("box", new Layout(60, 40));
    assertThat(box).contains("c0", "c19", "│ … │").endsWith("1 row, 20 columns (5 shown)\n");
    assertThat(box.lines()).allMatch(line -> VisibleText.width(line) <= 60);
  }

  @Property(tries = 300)
  void neverLeavesTheFrame(
      @ForAll @Size(min = 1, max = 6) List<@StringLength(max = 30) String> cells,
      @ForAll @IntRange(min = 16, max = 80) int width)
      throws Exception {
    String[] columns =
        IntStream.range(0, cells.size()).mapToObj(i -> "c" + i + " ANY").toArray(String[]::new);
    List<String> lines =
        new ListTable(columns)
            .row(cells.toArray())
            .in("box", new Layout(width, 40))
            .lines()
            .toList();
    List<String> frame = lines.subList(0, lines.size() - 1);
    assertThat(frame).allMatch(line -> VisibleText.width(line) == VisibleText.width(frame.get(0)));
    assertThat(VisibleText.width(frame.get(0))).isLessThanOrEqualTo(width);
  }
}
