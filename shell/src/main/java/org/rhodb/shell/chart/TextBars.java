package org.rhodb.shell.chart;

import org.rhodb.shell.chart.ChartData.Bar;
import org.rhodb.shell.chart.ChartData.BarSeries;
import org.rhodb.shell.format.VisibleText;

/** Draws bars from left to right, a line each, with their values behind them. */
final class TextBars {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final String FILLS = "█▓▒░";
  private static final int LONGEST_NAME = 24;

  private final Labels labels;
  private final int width;
  private final boolean isColored;

  TextBars(Labels labels, int width, boolean isColored) {
    this.labels = labels;
    this.width = width;
    this.isColored = isColored;
  }

  void draw(ChartData.Bars data, StringBuilder out) {
    double low = 0;
    double high = 0;
    int valueWidth = 0;
    int placeWidth = 1;
    int nameWidth = 0;
    for (BarSeries series : data.series()) {
      nameWidth = Math.max(nameWidth, VisibleText.width(name(series.name())));
      for (Bar bar : series.bars()) {
        if (Double.isFinite(bar.value())) {
          low = Math.min(low, bar.value());
          high = Math.max(high, bar.value());
          valueWidth = Math.max(valueWidth, value(bar).length());
        }
      }
    }
    for (String place : data.places()) {
      placeWidth = Math.max(placeWidth, VisibleText.width(name(place)));
    }
    boolean isNamed = data.series().size() > 1;
    int room = width - placeWidth - (isNamed ? nameWidth + 1 : 0) - valueWidth - 4;
    Scale scale = new Scale(low, high, Math.max(8, room));
    out.append(VisibleText.escape(labels.x()))
        .append(" down, ")
        .append(VisibleText.escape(labels.y()))
        .append(" across\n");
    for (BarSeries series : data.series()) {
      if (!series.interval().isEmpty()) {
        String line = "in brackets: " + VisibleText.escape(series.interval());
        out.append(VisibleText.truncate(line, width)).append('\n');
      }
    }
    for (int place = 0; place < data.places().size(); place++) {
      for (int i = 0; i < data.series().size(); i++) {
        BarSeries series = data.series().get(i);
        pad(out, i == 0 ? name(data.places().get(place)) : "", placeWidth, true);
        if (isNamed) {
          out.append(' ');
          pad(out, name(series.name()), nameWidth, false);
        }
        line(out, series.bars().get(place), scale, i);
      }
    }
  }

  private void line(StringBuilder out, Bar bar, Scale scale, int series) {
    out.append(' ');
    if (Double.isFinite(bar.value())) {
      String left = scale.left(bar.value(), fill(series));
      String right = scale.right(bar.value(), fill(series), series == 0 || isColored);
      String color = Palette.series(series);
      out.append(TextInk.colored(left, color, isColored)).append('│');
      out.append(TextInk.colored(right, color, isColored)).append(' ').append(value(bar));
    } else {
      out.append(scale.left(0, ' ')).append("│ none");
    }
    out.append('\n');
  }

  /** Colours tell series apart where there are colours. */
  private char fill(int series) {
    return FILLS.charAt(isColored ? 0 : series % FILLS.length());
  }

  private static String value(Bar bar) {
    String value = AxisTicks.text(bar.value());
    return bar.hasInterval()
        ? value + " (" + AxisTicks.text(bar.low()) + " to " + AxisTicks.text(bar.high()) + ")"
        : value;
  }

  private static String name(String text) {
    return VisibleText.truncate(VisibleText.escape(text), LONGEST_NAME);
  }

  private static void pad(StringBuilder out, String text, int columns, boolean isRight) {
    VisibleText.pad(out, text, columns, isRight);
  }

  /** Lengths of bars: negative ones end at the zero line, positive ones begin there. */
  private record Scale(double low, double high, int room) {
    int zero() {
      return high > low ? (int) Math.round(-low / (high - low) * room) : 0;
    }

    private double length(double value) {
      return high > low ? Math.abs(value) / (high - low) * room : 0;
    }

    String left(double value, char fill) {
      int length = value < 0 ? Math.min(zero(), (int) Math.round(length(value))) : 0;
      return " ".repeat(zero() - length) + String.valueOf(fill).repeat(length);
    }

    String right(double value, char fill, boolean isFine) {
      if (value <= 0) {
        return "";
      }
      double length = length(value);
      int whole = (int) length;
      int eighths = (int) Math.round((length - whole) * 8);
      String end =
          isFine
              ? eighths == 8 ? "█" : eighths == 0 ? "" : EIGHTHS.substring(eighths, eighths + 1)
              : eighths >= 4 ? String.valueOf(fill) : "";
      return String.valueOf(fill).repeat(whole) + end;
    }
  }
}
