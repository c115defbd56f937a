package org.rhodb.shell.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;
import org.w3c.dom.Document;

class ChartTest {
  private static final List<Heading> HEADINGS =
      List.of(
          new Heading("layer", "INTEGER"),
          new Heading("checkpoint", "BIGINT"),
          new Heading("excess", "DOUBLE"),
          new Heading("low", "DOUBLE"),
          new Heading("high", "DOUBLE"),
          new Heading("name", "VARCHAR"));

  private static final ListedTable TABLE =
      table(
          List.of(
              row(0, 100, 0.25, 0.125, 0.5, "a"),
              row(1, 100, 0.5, null, null, "<b>&\"\u001b[31m"),
              row(0, 2000, Double.NaN, 0.1, 0.2, "c d"),
              row(10, 2000, -0.75, -1, -0.5, "\n")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "heatmap x=checkpoint y=layer value=excess",
        "lines x=checkpoint y=excess,high series=layer x_scale=log",
        "bars x=layer y=excess,high low=low high=high series=checkpoint",
        "histogram x=excess bins=4",
        "scatter x=excess y=high label=name",
        "tokens token=name value=excess line=layer"
      })
  void drawsEveryKindAsWellFormedSvgAndPng(String spec) throws Exception {
    for (ListedTable table :
        List.of(TABLE, table(List.of()), table(List.of(row(0, 1, null, null, null, null))))) {
      Chart chart = Chart.of(table, ChartSpec.parse(spec), "Is a < b & \"c\"?");
      Document svg = parse(chart.svg());
      assertThat(svg.getDocumentElement().getAttribute("aria-label"))
          .isEqualTo("Is a < b & \"c\"?");
      assertThat(chart.svg()).doesNotContain("NaN", "Infinity", "<b>", "\u001b");
      byte[] png = chart.png();
      if (png.length > 0) {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(1200);
      }
    }
  }

  @Test
  void saysTheValueOfEachCellAndOrdersPlacesBySize() throws Exception {
    String svg =
        Chart.of(TABLE, ChartSpec.parse("heatmap x=checkpoint y=layer value=excess"), "Q").svg();
    assertThat(svg)
        .contains("<title>checkpoint (training step): 100\nlayer (0-based): 1\n")
        .contains("excess (rho beyond a random map): 0.5</title>");
    assertThat(svg.indexOf(">10</text>")).isGreaterThan(svg.indexOf(">1</text>"));
    assertThat(parse(svg).getElementsByTagName("title").getLength()).isEqualTo(3);
  }

  @Test
  void drawsAnIntervalOnlyWhereItIsGiven() throws Exception {
    String svg =
        Chart.of(TABLE, ChartSpec.parse("bars x=name y=excess low=low high=high"), "Q").svg();
    assertThat(svg).contains("excess: 0.25 (0.125 to 0.5)").contains("excess: 0.5</title>");
    String whiskers = "stroke-width=\"1.6\"";
    assertThat(svg.split(whiskers, -1)).hasSize(1 + 3 * 2);
    assertThat(svg).contains(">excess (line: low to high)<");
  }

  @Test
  void leavesAGapInALineWhereAValueIsMissing() throws Exception {
    ListedTable gaps =
        table(
            List.of(
                row(0, 1, 0.5, 0, 1, "a"),
                row(0, 2, 0.6, 0, 1, "a"),
                row(0, 3, null, 0, 1, "a"),
                row(0, 4, 0.4, 0, 1, "a"),
                row(0, 5, Double.NaN, 0, 1, "a"),
                row(0, 6, 0.7, 0, 1, "a"),
                row(0, 7, 0.8, 0, 1, "a"),
                row(0, 8, null, 0, 1, "a")));
    Chart chart = Chart.of(gaps, ChartSpec.parse("lines x=checkpoint y=excess"), "q");
    Document svg = parse(chart.svg());
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(5);
    // Where 4 is there stands its point alone, with nothing on either side of it.
    List<Integer> drawn = columnsOf(chart.png(), Palette.series(0));
    assertThat(stretches(drawn)).isEqualTo(3);
    assertThat(chart.text(60, false)).contains("●").containsPattern(" ●\n");
  }

  @Test
  void drawsIntervalsFromEndToEndInAPng() throws Exception {
    ListedTable bars =
        table(
            List.of(
                row(0, 1, 0.5, 0.25, 1.0, "a"),
                row(1, 1, null, 0.25, 1.0, "b"),
                row(2, 1, 0.5, null, null, "c")));
    byte[] png =
        Chart.of(bars, ChartSpec.parse("bars x=name y=excess low=low high=high"), "").png();
    assertThat(stretches(columnsOf(png, "#1a1a1a"))).isEqualTo(1);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int middle = columnsOf(png, "#1a1a1a").get(5);
    List<Integer> line = rowsOf(image, middle, "#1a1a1a");
    List<Integer> bar = rowsOf(image, middle - 20, Palette.series(0));
    double barHeight = bar.get(bar.size() - 1) - bar.get(0);
    double above = bar.get(0) - line.get(0);
    double below = line.get(line.size() - 1) - bar.get(0);
    assertThat(above / barHeight).isCloseTo(1, within(0.03));
    assertThat(below / barHeight).isCloseTo(0.5, within(0.03));
  }

  /** Returns the columns of a picture that have a pixel of a colour, above its legend. */
  private static List<Integer> columnsOf(byte[] png, String color) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    return IntStream.range(0, image.getWidth())
        .filter(x -> !rowsOf(image, x, color).isEmpty())
        .boxed()
        .toList();
  }

  private static List<Integer> rowsOf(BufferedImage image, int x, String color) {
    int rgb = Integer.decode(color);
    return IntStream.range(0, 640)
        .filter(y -> (image.getRGB(x, y) & 0xffffff) == rgb)
        .boxed()
        .toList();
  }

  private static long stretches(List<Integer> columns) {
    return IntStream.range(0, columns.size())
        .filter(i -> i == 0 || columns.get(i) > columns.get(i - 1) + 1)
        .count();
  }

  @Test
  void namesColumnsAndIntervalsAsItIsTold() {
    String spec =
        "bars x=name y=excess,high names=\"ours,as many random\" low=low high=high"
            + " interval_of=high interval_label=\"95 % of the draws\"";
    assertThat(Chart.of(TABLE, ChartSpec.parse(spec), "Q").svg())
        .contains(">ours<", ">as many random (line: 95 % of the draws)<");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertFails("scatter x=name y=excess", ErrorCode.A208, "needs numbers in 'name'");
    assertFails("scatter x=exces y=excess", ErrorCode.A203, "'exces' is not there");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(row(i, i, 0.5, 0, 1, "x"));
    }
    assertThatThrownBy(
            () ->
                Chart.of(
                    new ListedTable(HEADINGS, rows),
                    ChartSpec.parse("heatmap x=layer y=layer value=excess"),
                    ""))
        .hasMessage("a chart shows at most 400 places on an axis; found 500");
  }

  @Test
  void namesBinsByAsManyDigitsAsTellThemApart() {
    String svg = Chart.of(TABLE, ChartSpec.parse("histogram x=excess bins=4"), "q").svg();
    assertThat(svg).contains(">-0.75<", ">-0.44<", ">-0.12<", ">0.19<");
    ListedTable large = table(List.of(row(0, 1, 1e9, 0, 0, ""), row(0, 1, 2e9, 0, 0, "")));
    assertThat(Chart.of(large, ChartSpec.parse("histogram x=excess bins=2"), "q").svg())
        .contains(">1.000e+09<");
  }

  @Test
  void saysWhatTheNumberOfASeriesCounts() {
    for (String spec :
        List.of("bars x=name y=excess series=layer", "histogram x=excess bins=4 series=layer")) {
      assertThat(Chart.of(TABLE, ChartSpec.parse(spec), "q").svg())
          .contains(">layer 0<", ">layer 10<");
    }
    assertThat(Chart.of(TABLE, ChartSpec.parse("bars x=layer y=excess series=name"), "q").svg())
        .contains(">c d<");
  }

  @Test
  void endsAxesOnRoundNumbers() {
    assertThat(AxisTicks.over(0, 0.16).ticks()).first().isEqualTo(0.0);
    assertThat(AxisTicks.over(0.013, 0.152).high()).isGreaterThanOrEqualTo(0.152);
    assertThat(AxisTicks.over(3, 3).ticks()).hasSizeGreaterThan(2);
    assertThat(AxisTicks.over(0, 0).high()).isGreaterThan(0);
    assertThat(AxisTicks.text(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(AxisTicks.text(2000)).isEqualTo("2000");
    assertThat(AxisTicks.text(Double.NaN)).isEqualTo("none");
  }

  @Test
  void marksALogarithmicAxisAtNumbersPeopleRead() {
    assertThat(AxisTicks.logarithmic(50, 2000))
        .containsExactly(50.0, 100.0, 200.0, 500.0, 1e3, 2e3);
    assertThat(AxisTicks.logarithmic(3, 6)).containsExactly(3.0, 4.0, 5.0, 6.0);
    assertThat(AxisTicks.logarithmic(1, 1e5)).containsExactly(1.0, 10.0, 100.0, 1e3, 1e4, 1e5);
    assertThat(AxisTicks.logarithmic(1e-20, 1e20)).hasSizeBetween(5, 9);
    String svg =
        Chart.of(
                table(List.of(row(0, 50, 1, 50, 1, "a"), row(0, 125, 2, 2000, 2, "a"))),
                ChartSpec.parse("scatter x=low y=excess x_scale=log"),
                "q")
            .svg();
    assertThat(svg).contains(">50<", ">200<", ">1000<", ">2000<").doesNotContain(">316");
  }

  @Test
  void marksPlacesThatLieCloseWithoutOverlap() {
    String lines = "lines x=low y=excess";
    String apart = Chart.of(steps(100, 200, 400), ChartSpec.parse(lines), "q").svg();
    assertThat(apart).contains(">100<", ">200<", ">400<");
    String close = Chart.of(steps(50, 51, 2000), ChartSpec.parse(lines), "q").svg();
    assertThat(close).contains(">500<", ">1000<").doesNotContain(">51<");
  }

  private static ListedTable steps(double... xs) {
    return table(Arrays.stream(xs).mapToObj(x -> row(0, 1, x, x, 1, "a")).toList());
  }

  private static void assertFails(String spec, ErrorCode code, String message) {
    assertThatThrownBy(() -> Chart.of(TABLE, ChartSpec.parse(spec), ""))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.getMessage()).contains(message);
            });
  }

  private static Document parse(String svg) throws Exception {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | org.xml.sax.SAXException e) {
      throw new AssertionError(svg, e);
    }
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private static ListedTable table(List<List<@Nullable Object>> rows) {
    return new ListedTable(HEADINGS, rows);
  }
}
