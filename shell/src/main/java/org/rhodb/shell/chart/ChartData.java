package org.rhodb.shell.chart;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/** The values of a picture, taken from a result and ready to draw. */
sealed interface ChartData {

  private static AxisTicks ticks(Stream<Double> values, boolean isFromZero) {
    DoubleSummaryStatistics all =
        values.mapToDouble(value -> value).filter(Double::isFinite).summaryStatistics();
    if (all.getCount() == 0) {
      return AxisTicks.over(0, 1);
    }
    return AxisTicks.over(
        isFromZero ? Math.min(0, all.getMin()) : all.getMin(),
        isFromZero ? Math.max(0, all.getMax()) : all.getMax());
  }

  /**
   * A grid of cells.
   *
   * @param xs places along x, from left to right
   * @param ys places along y, from below to above
   * @param values a list for each y of a value for each x; NaN: no cell
   */
  record Grid(List<String> xs, List<String> ys, List<List<Double>> values) implements ChartData {}

  /**
   * Points, joined in their order or not.
   *
   * @param isJoined whether lines join them
   * @param isLogarithmic whether the x axis is to be
   */
  record Points(List<Series> series, boolean isJoined, boolean isLogarithmic) implements ChartData {

    /** Returns the y axis, down to zero where lines are drawn. */
    AxisTicks yTicks() {
      return ticks(series.stream().flatMap(one -> one.points().stream()).map(Point::y), isJoined);
    }

    /** Returns the marks of the logarithmic x axis; none where it must be linear. */
    List<Double> logarithmicMarks() {
      DoubleSummaryStatistics xs =
          series.stream()
              .flatMap(one -> one.points().stream())
              .mapToDouble(Point::x)
              .summaryStatistics();
      if (!isLogarithmic || xs.getCount() == 0 || xs.getMin() <= 0) {
        return List.of();
      }
      List<Double> marks = AxisTicks.logarithmic(xs.getMin(), xs.getMax());
      return marks.size() > 1 ? marks : List.of();
    }
  }

  /**
   * Points of one name.
   *
   * @param group number of its colour
   * @param dash number of its stroke: 0 is solid
   * @param stretches points without a missing value between them, which lines may join
   */
  record Series(String name, int group, int dash, List<List<Point>> stretches) {

    /** Returns the points of all stretches in their order. */
    List<Point> points() {
      return stretches.stream().flatMap(List::stream).toList();
    }
  }

  /** A point; its label is shown beside its values, and may be empty. */
  record Point(double x, double y, String label) {}

  /** Bars side by side at each place. */
  record Bars(List<String> places, List<BarSeries> series) implements ChartData {

    /** Returns the y axis over bars and intervals, down to zero. */
    AxisTicks yTicks() {
      return ticks(
          series.stream()
              .flatMap(one -> one.bars().stream())
              .flatMap(bar -> Stream.of(bar.value(), bar.low(), bar.high())),
          true);
    }
  }

  /**
   * Bars of one name, one a place.
   *
   * @param interval what their intervals are; empty: they have none
   */
  record BarSeries(String name, String interval, List<Bar> bars) {

    /** Returns the name with what its interval is. */
    String legend() {
      return interval.isEmpty() ? name : name + " (line: " + interval + ")";
    }
  }

  /** A bar from zero; NaN: none. An interval without ends is NaN to NaN. */
  record Bar(double value, double low, double high) {

    /** Returns whether there is an interval to draw, which stands on a bar. */
    boolean hasInterval() {
      return Double.isFinite(value) && Double.isFinite(low) && Double.isFinite(high);
    }
  }

  /** Text in lines, each with its own beginning. */
  record Tokens(List<TokenLine> lines) implements ChartData {}

  /** A line of tokens; its label may be empty. */
  record TokenLine(String label, List<Token> tokens) {}

  /** A token and what shades it; NaN shades nothing. */
  record Token(String text, double value) {}
}
