package org.rhodb.shell.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;
import org.rhodb.shell.format.VisibleText;

class TextPictureTest {
  private static final int WIDTH = 60;

  private static ListedTable table(String columns, Object... values) {
    List<Heading> headings =
        Stream.of(columns.split(" "))
            .map(c -> new Heading(c, values[0] instanceof Number ? "DOUBLE" : "VARCHAR"))
            .toList();
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i += headings.size()) {
      rows.add(java.util.Arrays.asList(values).subList(i, i + headings.size()));
    }
    return new ListedTable(headings, rows);
  }

  private static String draw(String spec, ListedTable table) {
    String text = Chart.of(table, ChartSpec.parse(spec), "Which layer?").text(WIDTH, false);
    assertThat(text.lines()).allMatch(line -> VisibleText.width(line) <= WIDTH);
    assertThat(text).startsWith("Which layer?\n").doesNotContain("\u001b");
    return text;
  }

  @Test
  void drawsBarsWithTheirIntervals() {
    ListedTable table =
        table("layer rho low high", 0, 0.5, 0.4, 0.6, 1, 1.0, 0.9, 1.1, 2, -0.25, -0.3, -0.2);
    assertThat(draw("bars x=layer y=rho low=low high=high", table))
        .isEqualTo(
            """
            Which layer?
            layer (0-based) down, rho (Pearson correlation) across
            in brackets: low to high
            0        │██████████████ 0.5 (0.4 to 0.6)
            1        │████████████████████████████ 1 (0.9 to 1.1)
            2 ███████│ -0.25 (-0.3 to -0.2)
            """);
  }

  @Test
  void tellsSeriesOfBarsApart() {
    String text = draw("bars x=layer y=a,b", table("layer a b", 0, 1.0, 2.0, 1, 3.0, 4.0));
    assertThat(text.lines().skip(2).toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("0 a │").contains("█").endsWith(" 1"),
            line -> assertThat(line).startsWith("  b │").contains("▓").endsWith(" 2"),
            line -> assertThat(line).startsWith("1 a │").endsWith(" 3"),
            line -> assertThat(line).startsWith("  b │").endsWith(" 4"));
  }

  @Test
  void drawsAGridWithItsScale() {
    String text =
        draw(
            "heatmap x=checkpoint y=layer value=excess",
            table("checkpoint layer excess", 50, 0, 0.0, 50, 1, 0.5, 100, 0, 0.25, 100, 1, 1.0));
    assertThat(text)
        .isEqualTo(
            """
            Which layer?
            layer (0-based) down, checkpoint (training step) across
            1 │▒ 0.5    █ 1
            0 │· 0      ░ 0.25
              └──────────────────
               50       100
            excess (rho beyond a random map): 0 ·░▒▓█ 1
            """);
  }

  @Test
  void drawsLinesWithAxesAndLegend() {
    String text =
        draw(
            "lines x=checkpoint y=rho series=layer",
            table(
                "checkpoint rho layer",
                0,
                0.0,
                0,
                100,
                1.0,
                0,
                200,
                0.0,
                0,
                0,
                0.5,
                1,
                200,
                0.5,
                1));
    assertThat(text)
        .contains("a layer 0, b layer 1, * several")
        .contains("rho (Pearson correlation)\n")
        .contains("       1 ┤")
        .contains("       0 ┤a")
        .contains("checkpoint (training step)")
        .contains("·");
    assertThat(text.lines().reduce((a, b) -> b).orElseThrow())
        .startsWith("          0 ")
        .endsWith(" 200");
  }

  @Test
  void drawsScatteredPointsOfOneSeries() {
    String text = draw("scatter x=rho y=excess", table("rho excess", 0.1, 0.2, 0.9, 0.8));
    assertThat(text.chars().filter(c -> c == '●').count()).isEqualTo(2);
    assertThat(text).doesNotContain("·");
  }

  @Test
  void drawsAHistogram() {
    String text = draw("histogram x=rho bins=2", table("rho", 0.0, 0.1, 0.2, 1.0));
    assertThat(text).contains("rows across").contains("█ 3\n").contains(" 1\n");
  }

  @Test
  void drawsTokensWithBarsBelow() {
    ListedTable table =
        new ListedTable(
            List.of(new Heading("token", "VARCHAR"), new Heading("activation", "DOUBLE")),
            List.of(List.of("the\u001b", 0.0), List.of(" cat", 2.0), List.of("\n", 1.0)));
    assertThat(draw("tokens token=token value=activation", table))
        .isEqualTo(
            """
            Which layer?
            the\\x1b cat⏎
                   ████▄
            bars: activation (post-activation), from 0 to 2
            """);
  }

  @Test
  void shadesWhereThereAreColours() {
    ListedTable table = table("x y value", 0, 0, 1.0);
    String text =
        Chart.of(table, ChartSpec.parse("heatmap x=x y=y value=value"), "q").text(WIDTH, true);
    assertThat(text).contains("\u001b[48;2;").contains("\u001b[0m");
  }

  @Test
  void fitsNarrowTerminalsAndEmptyResults() {
    ListedTable wide = table("x y value", numbers());
    assertThat(draw("heatmap x=x y=y value=value", wide)).contains("columns do not fit");
    ListedTable none =
        new ListedTable(List.of(new Heading("x", "DOUBLE"), new Heading("y", "DOUBLE")), List.of());
    assertThat(draw("lines x=x y=y", none)).contains("└");
    assertThat(draw("bars x=x y=y", none)).contains("down");
    assertThat(draw("histogram x=x", none)).contains("rows across");
  }

  private static Object[] numbers() {
    Object[] values = new Object[300];
    for (int i = 0; i < 100; i++) {
      values[3 * i] = i;
      values[3 * i + 1] = 0;
      values[3 * i + 2] = (double) i;
    }
    return values;
  }
}
