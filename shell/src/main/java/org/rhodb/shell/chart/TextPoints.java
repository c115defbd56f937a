package org.rhodb.shell.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rhodb.shell.chart.ChartData.Point;
import org.rhodb.shell.chart.ChartData.Series;
import org.rhodb.shell.format.VisibleText;

/** Draws points on a grid of characters, a letter for each series, joined by dots or not. */
final class TextPoints {
  private static final int LINES = 16;
  private static final int LABEL_WIDTH = 8;
  private static final char JOIN = '·';
  private static final char SINGLE = '●';

  /** Several series have a point in this cell. */
  private static final char SEVERAL = '*';

  private final Labels labels;
  private final int columns;
  private final int width;
  private final boolean isColored;
  private final char[][] cells;
  private final int[][] owners;

  TextPoints(Labels labels, int width, boolean isColored) {
    this.labels = labels;
    this.width = width;
    this.columns = width - LABEL_WIDTH - 3;
    this.isColored = isColored;
    this.cells = new char[LINES][columns];
    this.owners = new int[LINES][columns];
    for (char[] line : cells) {
      Arrays.fill(line, ' ');
    }
  }

  void draw(ChartData.Points data, StringBuilder out) {
    List<Point> all = data.series().stream().flatMap(s -> s.points().stream()).toList();
    boolean isLog = !data.logarithmicMarks().isEmpty();
    AxisTicks y = data.yTicks();
    double low = all.stream().mapToDouble(p -> across(p, isLog)).min().orElse(0);
    double high = all.stream().mapToDouble(p -> across(p, isLog)).max().orElse(1);
    double span = high > low ? high - low : 1;
    for (int i = 0; i < data.series().size(); i++) {
      Series series = data.series().get(i);
      for (List<Point> stretch : series.stretches()) {
        int[] before = null;
        for (Point point : stretch) {
          double share = high > low ? (across(point, isLog) - low) / span : 0.5;
          int column = (int) Math.round(share * (columns - 1));
          double height = (point.y() - y.low()) / (y.high() - y.low());
          int line = LINES - 1 - (int) Math.round(height * (LINES - 1));
          if (before != null && data.isJoined()) {
            join(before[0], before[1], column, line, i);
          }
          before = new int[] {column, line};
          mark(column, line, data.series().size() == 1 ? SINGLE : letter(i), i);
        }
      }
    }
    legend(data.series(), out);
    out.append(VisibleText.escape(labels.y())).append('\n');
    print(y, out);
    ends(low, high, isLog, out);
  }

  private static double across(Point point, boolean isLog) {
    return isLog ? Math.log10(point.x()) : point.x();
  }

  private static char letter(int series) {
    return (char) ('a' + series);
  }

  private void mark(int column, int line, char mark, int series) {
    char there = cells[line][column];
    boolean isFree = there == ' ' || there == JOIN || there == mark;
    cells[line][column] = isFree ? mark : SEVERAL;
    owners[line][column] = series;
  }

  private void join(int fromColumn, int fromLine, int column, int line, int series) {
    int steps = Math.max(Math.abs(column - fromColumn), Math.abs(line - fromLine));
    for (int step = 1; step < steps; step++) {
      int x = fromColumn + Math.round((column - fromColumn) * (float) step / steps);
      int y = fromLine + Math.round((line - fromLine) * (float) step / steps);
      if (cells[y][x] == ' ') {
        cells[y][x] = JOIN;
        owners[y][x] = series;
      }
    }
  }

  private void legend(List<Series> series, StringBuilder out) {
    if (series.size() < 2) {
      return;
    }
    String names =
        series.stream()
            .map(s -> letter(series.indexOf(s)) + " " + VisibleText.escape(s.name()))
            .collect(Collectors.joining(", "));
    SvgCanvas.wrap(names + ", " + SEVERAL + " several", width)
        .forEach(line -> out.append(line).append('\n'));
  }

  private void print(AxisTicks y, StringBuilder out) {
    String[] marks = new String[LINES];
    for (double tick : y.ticks()) {
      double share = (tick - y.low()) / (y.high() - y.low());
      marks[LINES - 1 - (int) Math.round(share * (LINES - 1))] = AxisTicks.text(tick);
    }
    for (int line = 0; line < LINES; line++) {
      String mark = marks[line] == null ? "" : marks[line];
      VisibleText.pad(out, mark, LABEL_WIDTH, true);
      out.append(mark.isEmpty() ? " │" : " ┤");
      StringBuilder drawn = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = String.valueOf(cells[line][column]);
        drawn.append(TextInk.colored(cell, Palette.series(owners[line][column]), isColored));
      }
      out.append(drawn.toString().stripTrailing()).append('\n');
    }
    out.append(" ".repeat(LABEL_WIDTH)).append(" └").append("─".repeat(columns)).append('\n');
  }

  /** The numbers at both ends of the x axis, and its name between them. */
  private void ends(double low, double high, boolean isLog, StringBuilder out) {
    String left = AxisTicks.text(isLog ? Math.pow(10, low) : low);
    String right = AxisTicks.text(isLog ? Math.pow(10, high) : high);
    String name = VisibleText.escape(labels.x()) + (isLog ? ", logarithmic" : "");
    int free = columns - left.length() - right.length();
    String shown = VisibleText.truncate(name, Math.max(1, free - 2));
    int before = Math.max(1, (free - VisibleText.width(shown)) / 2);
    int behind = Math.max(1, free - before - VisibleText.width(shown));
    out.append(" ".repeat(LABEL_WIDTH + 2)).append(left).append(" ".repeat(before)).append(shown);
    out.append(" ".repeat(behind)).append(right).append('\n');
  }
}
