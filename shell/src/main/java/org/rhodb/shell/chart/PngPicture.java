package org.rhodb.shell.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.rhodb.shell.chart.ChartData.Bar;
import org.rhodb.shell.chart.ChartData.BarSeries;
import org.rhodb.shell.chart.ChartData.Point;
import org.rhodb.shell.chart.ChartData.Series;

/** Draws a picture as PNG, on white, for slides and papers. */
final class PngPicture {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 720;

  /** What a letter, and the line before a name, take in a legend. */
  private static final int LEGEND_LETTER = 9;

  private static final int LEGEND_MARK = 50;

  /** Share of a place that its bars take. */
  private static final double BAR_SHARE = 0.9;

  private static final List<BasicStroke> STROKES =
      List.of(
          new BasicStroke(3f),
          new BasicStroke(3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash(10, 7), 0f),
          new BasicStroke(3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash(3, 5), 0f));

  private final Labels labels;

  PngPicture(Labels labels) {
    this.labels = labels;
  }

  /** Returns the file's bytes; none for a token strip, and where there is nothing to draw. */
  byte[] draw(ChartData data) {
    if (data instanceof ChartData.Grid grid
        && grid.values().stream().flatMap(List::stream).anyMatch(Double::isFinite)) {
      return png(chart(grid), graphics -> {});
    }
    if (data instanceof ChartData.Points points
        && points.series().stream().anyMatch(s -> !s.points().isEmpty())) {
      return png(chart(points), graphics -> {});
    }
    if (data instanceof ChartData.Bars bars && !bars.places().isEmpty()) {
      CategoryChart chart = chart(bars);
      return png(chart, graphics -> intervals(chart, bars, graphics));
    }
    return new byte[0];
  }

  private HeatMapChart chart(ChartData.Grid grid) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(labels.title())
            .xAxisTitle(labels.x() + "; colour: " + labels.value())
            .yAxisTitle(labels.y())
            .build();
    List<Number[]> cells = new ArrayList<>();
    for (int y = 0; y < grid.ys().size(); y++) {
      for (int x = 0; x < grid.xs().size(); x++) {
        double value = grid.values().get(y).get(x);
        if (Double.isFinite(value)) {
          // XChart writes the least and the greatest of them beside the colours, in all digits.
          cells.add(new Number[] {x, y, Double.parseDouble(AxisTicks.text(value))});
        }
      }
    }
    chart.addSeries(labels.value(), grid.xs(), grid.ys(), cells);
    Color[] colors = new Color[5];
    Arrays.setAll(colors, i -> Color.decode(Palette.size(i / 4.0)));
    chart.getStyler().setRangeColors(colors);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setHeatMapValueDecimalPattern("0.###");
    chart.getStyler().setHeatMapDecimalValueFormatter(AxisTicks::text);
    style(chart.getStyler(), List.of(labels.value()));
    return chart;
  }

  private XYChart chart(ChartData.Points data) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(labels.title())
            .xAxisTitle(labels.x())
            .yAxisTitle(labels.y())
            .build();
    for (int i = 0; i < data.series().size(); i++) {
      Series series = data.series().get(i);
      if (!series.points().isEmpty()) {
        List<Point> points = cut(series.stretches());
        double[] xs = points.stream().mapToDouble(Point::x).toArray();
        double[] ys = points.stream().mapToDouble(Point::y).toArray();
        String name = series.name().isEmpty() ? labels.y() : series.name();
        XYSeries drawn = chart.addSeries(name, xs, ys);
        drawn.setMarker(SeriesMarkers.CIRCLE);
        drawn.setMarkerColor(Color.decode(Palette.series(series.group())));
        drawn.setLineColor(Color.decode(Palette.series(series.group())));
        drawn.setLineStyle(STROKES.get(series.dash() % STROKES.size()));
      }
    }
    List<Double> marks = data.logarithmicMarks();
    if (!marks.isEmpty()) {
      chart.getStyler().setXAxisLogarithmic(true);
      // XChart has a mark at every multiple of a power of ten; those without a text are fine lines.
      chart.getStyler().setXAxisLogarithmicDecadeOnly(false);
      chart.getStyler().setXAxisTickLabelsFormattingFunction(x -> markText(x, marks));
    }
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(
            data.isJoined() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(9);
    chart.getStyler().setLegendVisible(data.series().size() > 1);
    style(chart.getStyler(), data.series().stream().map(Series::name).toList());
    range(chart.getStyler(), data.yTicks());
    return chart;
  }

  /** Puts a point without a value, at which XChart ends a line, between stretches. */
  private static List<Point> cut(List<List<Point>> stretches) {
    List<Point> points = new ArrayList<>();
    for (List<Point> stretch : stretches) {
      if (!points.isEmpty()) {
        points.add(new Point(stretch.get(0).x(), Double.NaN, ""));
      }
      points.addAll(stretch);
    }
    return points;
  }

  private static String markText(double x, List<Double> marks) {
    return marks.stream().anyMatch(mark -> Math.abs(mark / x - 1) < 1e-6) ? AxisTicks.text(x) : " ";
  }

  private CategoryChart chart(ChartData.Bars data) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(labels.title())
            .xAxisTitle(labels.x())
            .yAxisTitle(labels.y())
            .build();
    for (int i = 0; i < data.series().size(); i++) {
      BarSeries series = data.series().get(i);
      List<Double> values = series.bars().stream().map(b -> zeroIfNone(b.value())).toList();
      chart
          .addSeries(series.legend(), data.places(), values)
          .setFillColor(Color.decode(Palette.series(i)));
    }
    chart.getStyler().setAvailableSpaceFill(BAR_SHARE);
    chart.getStyler().setLegendVisible(data.series().size() > 1);
    style(chart.getStyler(), data.series().stream().map(BarSeries::legend).toList());
    range(chart.getStyler(), data.yTicks());
    return chart;
  }

  /** Draws intervals from end to end; those of XChart reach as far above a value as below it. */
  private static void intervals(CategoryChart chart, ChartData.Bars data, Graphics2D graphics) {
    graphics.setColor(new Color(0x1a1a1a));
    graphics.setStroke(new BasicStroke(1.6f));
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double width = BAR_SHARE / data.series().size();
    for (int s = 0; s < data.series().size(); s++) {
      for (int i = 0; i < data.places().size(); i++) {
        Bar bar = data.series().get(s).bars().get(i);
        if (bar.hasInterval()) {
          double x = chart.getScreenXFromChart(i + (1 - BAR_SHARE) / 2 + width * (s + 0.5));
          double low = chart.getScreenYFromChart(bar.low());
          double high = chart.getScreenYFromChart(bar.high());
          graphics.draw(new Line2D.Double(x, low, x, high));
          graphics.draw(new Line2D.Double(x - 5, low, x + 5, low));
          graphics.draw(new Line2D.Double(x - 5, high, x + 5, high));
        }
      }
    }
  }

  private static double zeroIfNone(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static void range(AxesChartStyler styler, AxisTicks ticks) {
    styler.setYAxisMin(ticks.low());
    styler.setYAxisMax(ticks.high());
  }

  /** Whether a legend fits below the plot: XChart does not break its line. */
  private static boolean isOneLine(List<String> names) {
    double letters = names.stream().mapToInt(String::length).sum();
    return LEGEND_LETTER * letters + LEGEND_MARK * names.size() < WIDTH - 2 * LEGEND_MARK;
  }

  private void style(AxesChartStyler styler, List<String> names) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xdddddd));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, titleSize()));
    styler.setChartTitleBoxVisible(false);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPadding(14);
    styler.setYAxisTickMarkSpacingHint(90);
    styler.setDecimalPattern("0.####");
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    styler.setChartPadding(18);
    if (styler.getLegendPosition() == LegendPosition.OutsideE && isOneLine(names)) {
      styler.setLegendPosition(LegendPosition.OutsideS);
      styler.setLegendLayout(LegendLayout.Horizontal);
    }
  }

  /**
   * The title is one line over the plot, beside which stand the marks of the y axis. Letters are
   * about 0.62 of their size wide, capitals, of which a query has many, 0.8.
   */
  private int titleSize() {
    long capitals = labels.title().chars().filter(Character::isUpperCase).count();
    double width = 0.62 * labels.title().length() + 0.18 * capitals;
    return (int) Math.max(10, Math.min(24, (WIDTH - 160) / Math.max(1, width)));
  }

  private static byte[] png(Chart<?, ?> chart, Consumer<Graphics2D> above) {
    BufferedImage image =
        new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    above.accept(graphics);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static float[] dash(float... lengths) {
    return lengths;
  }
}
