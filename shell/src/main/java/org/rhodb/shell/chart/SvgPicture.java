package org.rhodb.shell.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.rhodb.shell.chart.ChartData.Bar;
import org.rhodb.shell.chart.ChartData.BarSeries;
import org.rhodb.shell.chart.ChartData.Point;
import org.rhodb.shell.chart.ChartData.Series;

/** Draws a picture as SVG whose marks say their values when pointed at. */
final class SvgPicture {
  private static final int LEFT = 76;
  private static final int PLOT_HEIGHT = 300;
  private static final int CELL_HEIGHT = 56;
  private static final int TITLE_CHARACTERS = 74;
  private static final List<String> DASHES = List.of("", "6 4", "2 3", "8 3 2 3");

  private final SvgCanvas canvas = new SvgCanvas();
  private final Labels labels;
  private int top;
  private int right;

  SvgPicture(Labels labels) {
    this.labels = labels;
  }

  /** Returns the picture of any data. */
  String draw(ChartData data) {
    int y = 24;
    for (String line : SvgCanvas.wrap(labels.title(), TITLE_CHARACTERS)) {
      canvas.text(8, y, "start", "class=\"title\"", line);
      y += 22;
    }
    top = y + 8;
    right = SvgCanvas.WIDTH - 20;
    int height;
    if (data instanceof ChartData.Grid grid) {
      height = draw(grid);
    } else if (data instanceof ChartData.Points points) {
      height = draw(points);
    } else if (data instanceof ChartData.Bars bars) {
      height = draw(bars);
    } else {
      height = new SvgTokens(canvas, labels, top).draw((ChartData.Tokens) data);
    }
    return canvas.svg(height, labels.title());
  }

  private int draw(ChartData.Grid grid) {
    right = SvgCanvas.WIDTH - 124;
    double width = (right - LEFT) / (double) Math.max(1, grid.xs().size());
    double height =
        Math.max(14, Math.min(CELL_HEIGHT, 2.0 * PLOT_HEIGHT / Math.max(1, grid.ys().size())));
    double bottom = top + height * grid.ys().size();
    List<Double> values =
        grid.values().stream().flatMap(List::stream).filter(Double::isFinite).toList();
    double min = values.isEmpty() ? 0 : Collections.min(values);
    double max = values.isEmpty() ? 1 : Collections.max(values);
    for (int row = 0; row < grid.ys().size(); row++) {
      double y = bottom - (row + 1) * height;
      canvas.text(LEFT - 8, y + height / 2 + 4, "end", "", grid.ys().get(row));
      for (int column = 0; column < grid.xs().size(); column++) {
        double value = grid.values().get(row).get(column);
        if (Double.isFinite(value)) {
          double share = max > min ? (value - min) / (max - min) : 0.5;
          double x = LEFT + column * width;
          canvas.box(
              x + 1,
              y + 1,
              width - 2,
              height - 2,
              "rx=\"2\" fill=\"" + Palette.size(share) + "\"",
              labels.x()
                  + ": "
                  + grid.xs().get(column)
                  + "\n"
                  + labels.y()
                  + ": "
                  + grid.ys().get(row)
                  + "\n"
                  + labels.value()
                  + ": "
                  + AxisTicks.text(value));
          if (width >= 44 && height >= 20) {
            String ink = Palette.isLight(share) ? "#1a1a1a" : "#ffffff";
            canvas.text(
                x + width / 2,
                y + height / 2 + 4,
                "middle",
                "style=\"fill:" + ink + "\" pointer-events=\"none\" font-size=\"12\"",
                AxisTicks.text(value));
          }
        }
      }
    }
    placeNames(grid.xs(), width, bottom);
    names(bottom);
    scale(min, max, bottom);
    return (int) bottom + 56;
  }

  /** The colours beside a grid and what they stand for. */
  private void scale(double min, double max, double bottom) {
    double height = bottom - top;
    for (int i = 0; i < 32; i++) {
      canvas.box(
          right + 22,
          top + height * (31 - i) / 32,
          14,
          height / 32 + 0.5,
          "fill=\"" + Palette.size(i / 31.0) + "\"",
          "");
    }
    canvas.text(right + 42, top + 10, "start", "font-size=\"12\"", AxisTicks.text(max));
    canvas.text(right + 42, top + height, "start", "font-size=\"12\"", AxisTicks.text(min));
    double x = right + 92;
    for (String line : SvgCanvas.wrap(labels.value(), Math.max(16, (int) (height / 7.5)))) {
      canvas.upright(x, top + height / 2, line);
      x += 16;
    }
  }

  private int draw(ChartData.Points data) {
    List<Point> all = data.series().stream().flatMap(s -> s.points().stream()).toList();
    legend(data.series(), false);
    AxisTicks y = data.yTicks();
    double bottom = top + PLOT_HEIGHT;
    valueAxis(y, bottom);
    List<Double> powers = data.logarithmicMarks();
    boolean isLog = !powers.isEmpty();
    List<Double> xs = all.stream().map(p -> isLog ? Math.log10(p.x()) : p.x()).toList();
    AxisTicks round =
        xs.isEmpty()
            ? AxisTicks.over(0, 1)
            : AxisTicks.over(Collections.min(xs), Collections.max(xs));
    boolean isInset = data.isJoined() || isLog;
    double low = isInset && !xs.isEmpty() ? Collections.min(xs) : round.low();
    double high = isInset && !xs.isEmpty() ? Collections.max(xs) : round.high();
    Across across = new Across(isLog, low, high > low ? high - low : 1, isInset ? 16 : 0, right);
    List<Double> exact = all.stream().map(Point::x).distinct().sorted().toList();
    List<Double> between =
        round.ticks().stream().filter(mark -> mark >= low && mark <= high).toList();
    List<Double> marks =
        data.isJoined() && across.hasRoomFor(exact) ? exact : isLog ? powers : between;
    for (double mark : marks) {
      double x = across.place(mark);
      canvas.line(x, bottom, x, bottom + 5, "class=\"rule\"");
      canvas.text(x, bottom + 20, "middle", "", AxisTicks.text(mark));
    }
    for (Series series : data.series()) {
      draw(series, across, y, bottom, data.isJoined());
    }
    names(bottom);
    return (int) bottom + 56;
  }

  /** Where numbers stand from left to right. */
  private record Across(boolean isLog, double low, double span, int inset, int right) {
    double place(double value) {
      double share = ((isLog ? Math.log10(value) : value) - low) / span;
      return LEFT + inset + share * (right - LEFT - 2 * inset);
    }

    /** Returns whether rising marks stand apart, each with its text below. */
    boolean hasRoomFor(List<Double> marks) {
      for (int i = 1; i < marks.size(); i++) {
        int characters =
            AxisTicks.text(marks.get(i - 1)).length() + AxisTicks.text(marks.get(i)).length();
        if (place(marks.get(i)) - place(marks.get(i - 1)) < 4 * characters + 8) {
          return false;
        }
      }
      return true;
    }
  }

  private void draw(Series series, Across across, AxisTicks y, double bottom, boolean isJoined) {
    String color = Palette.series(series.group());
    for (List<Point> stretch : series.stretches()) {
      List<Double> path = new ArrayList<>();
      for (Point point : stretch) {
        path.add(across.place(point.x()));
        path.add(height(point.y(), y, bottom));
      }
      if (isJoined && stretch.size() > 1) {
        canvas.path(
            path,
            "stroke=\""
                + color
                + "\" stroke-width=\"2.2\" stroke-linejoin=\"round\" stroke-dasharray=\""
                + DASHES.get(series.dash() % DASHES.size())
                + "\"");
      }
    }
    for (Point point : series.points()) {
      List<String> lines = new ArrayList<>();
      Stream.of(series.name(), point.label()).filter(t -> !t.isEmpty()).forEach(lines::add);
      lines.add(labels.x() + ": " + AxisTicks.text(point.x()));
      lines.add(labels.y() + ": " + AxisTicks.text(point.y()));
      canvas.dot(
          across.place(point.x()),
          height(point.y(), y, bottom),
          isJoined ? 4 : 3.5,
          "fill=\"" + color + "\" fill-opacity=\"" + (isJoined ? "1" : ".75") + "\"",
          String.join("\n", lines));
    }
  }

  private int draw(ChartData.Bars data) {
    List<Series> shown = new ArrayList<>();
    for (BarSeries series : data.series()) {
      shown.add(new Series(series.legend(), shown.size(), 0, List.of()));
    }
    legend(shown, data.series().stream().anyMatch(series -> !series.interval().isEmpty()));
    AxisTicks y = data.yTicks();
    double bottom = top + PLOT_HEIGHT;
    valueAxis(y, bottom);
    double place = (right - LEFT) / (double) Math.max(1, data.places().size());
    double width = place * 0.8 / Math.max(1, data.series().size());
    double zero = height(0, y, bottom);
    for (int s = 0; s < data.series().size(); s++) {
      for (int i = 0; i < data.places().size(); i++) {
        Bar bar = data.series().get(s).bars().get(i);
        if (Double.isFinite(bar.value())) {
          double x = LEFT + place * (i + 0.1) + s * width;
          double end = height(bar.value(), y, bottom);
          boolean hasInterval = bar.hasInterval();
          canvas.box(
              x + 1,
              Math.min(end, zero),
              width - 2,
              Math.abs(end - zero),
              "rx=\"1.5\" fill=\"" + Palette.series(s) + "\"",
              labels.x()
                  + ": "
                  + data.places().get(i)
                  + "\n"
                  + data.series().get(s).name()
                  + ": "
                  + AxisTicks.text(bar.value())
                  + (hasInterval
                      ? " (" + AxisTicks.text(bar.low()) + " to " + AxisTicks.text(bar.high()) + ")"
                      : ""));
          if (hasInterval) {
            double middle = x + width / 2;
            double low = height(bar.low(), y, bottom);
            double high = height(bar.high(), y, bottom);
            canvas.line(middle, low, middle, high, "stroke=\"currentColor\" stroke-width=\"1.6\"");
            canvas.line(
                middle - 5, low, middle + 5, low, "stroke=\"currentColor\" stroke-width=\"1.6\"");
            canvas.line(
                middle - 5, high, middle + 5, high, "stroke=\"currentColor\" stroke-width=\"1.6\"");
          }
        }
      }
    }
    canvas.line(LEFT, zero, right, zero, "class=\"rule\"");
    placeNames(data.places(), place, bottom);
    names(bottom);
    return (int) bottom + 56;
  }

  private static double height(double value, AxisTicks y, double bottom) {
    return bottom - (value - y.low()) / (y.high() - y.low()) * PLOT_HEIGHT;
  }

  private void valueAxis(AxisTicks y, double bottom) {
    for (double tick : y.ticks()) {
      double place = height(tick, y, bottom);
      canvas.line(LEFT, place, right, place, "class=\"grid\"");
      canvas.text(LEFT - 8, place + 4, "end", "", AxisTicks.text(tick));
    }
  }

  private void placeNames(List<String> places, double width, double bottom) {
    int longest = places.stream().mapToInt(String::length).max().orElse(1);
    int every = Math.max(1, (int) Math.ceil((longest * 8 + 8) / width));
    for (int i = 0; i < places.size(); i += every) {
      canvas.text(LEFT + width * (i + 0.5), bottom + 20, "middle", "", places.get(i));
    }
  }

  private void names(double bottom) {
    canvas.text((LEFT + right) / 2.0, bottom + 44, "middle", "class=\"axis\"", labels.x());
    canvas.upright(18, (top + bottom) / 2, labels.y());
  }

  /** Names of series above the plot, in as many lines as they need. */
  private void legend(List<Series> series, boolean isNeeded) {
    if (series.size() < 2 && !isNeeded) {
      return;
    }
    double x = LEFT;
    double y = top;
    for (Series one : series) {
      double width = 40 + one.name().length() * 7.3;
      if (x + width > right && x > LEFT) {
        x = LEFT;
        y += 20;
      }
      canvas.line(
          x,
          y,
          x + 22,
          y,
          "stroke=\""
              + Palette.series(one.group())
              + "\" stroke-width=\"4\" stroke-dasharray=\""
              + DASHES.get(one.dash() % DASHES.size())
              + "\"");
      canvas.text(x + 28, y + 4, "start", "", one.name());
      x += width + 8;
    }
    top = (int) y + 24;
  }
}
