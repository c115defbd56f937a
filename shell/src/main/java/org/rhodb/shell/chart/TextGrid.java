package org.rhodb.shell.chart;

import java.util.Arrays;
import java.util.List;
import org.rhodb.shell.format.VisibleText;

/** Draws a grid of cells, each with a shade and, where there is room, its value. */
final class TextGrid {
  private static final String SHADES = "·░▒▓█";
  private static final int LONGEST_NAME = 16;

  /** A shade and a value of up to six characters beside it. */
  private static final int WIDE_CELL = 9;

  private static final int NARROW_CELL = 3;

  private final Labels labels;
  private final int width;
  private final boolean isColored;

  TextGrid(Labels labels, int width, boolean isColored) {
    this.labels = labels;
    this.width = width;
    this.isColored = isColored;
  }

  void draw(ChartData.Grid grid, StringBuilder out) {
    double[] ends =
        grid.values().stream()
            .flatMap(List::stream)
            .filter(Double::isFinite)
            .mapToDouble(v -> v)
            .toArray();
    double min = Arrays.stream(ends).min().orElse(0);
    double max = Arrays.stream(ends).max().orElse(0);
    int nameWidth = 1;
    for (String y : grid.ys()) {
      nameWidth = Math.max(nameWidth, VisibleText.width(name(y)));
    }
    int room = width - nameWidth - 2;
    int columns = grid.xs().size();
    int cell =
        columns * WIDE_CELL <= room ? WIDE_CELL : columns * NARROW_CELL <= room ? NARROW_CELL : 1;
    int shown = Math.min(columns, room / cell);
    out.append(VisibleText.escape(labels.y()))
        .append(" down, ")
        .append(VisibleText.escape(labels.x()))
        .append(" across\n");
    for (int row = grid.ys().size() - 1; row >= 0; row--) {
      VisibleText.pad(out, name(grid.ys().get(row)), nameWidth, true);
      out.append(" │");
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < shown; i++) {
        cells.append(cell(grid.values().get(row).get(i), min, max, cell));
      }
      out.append(cells.toString().stripTrailing()).append('\n');
    }
    out.append(" ".repeat(nameWidth)).append(" └").append("─".repeat(shown * cell)).append('\n');
    out.append(" ".repeat(nameWidth + 2)).append(places(grid.xs(), shown, cell)).append('\n');
    scale(out, min, max);
    if (shown < columns) {
      out.append(columns - shown).append(" columns do not fit; a file has them all\n");
    }
  }

  private String cell(double value, double min, double max, int cell) {
    if (!Double.isFinite(value)) {
      return " ".repeat(cell);
    }
    double share = max > min ? (value - min) / (max - min) : 0.5;
    char shade = SHADES.charAt((int) Math.min(SHADES.length() - 1, share * SHADES.length()));
    String inside =
        cell == WIDE_CELL
            ? pad((isColored ? " " : shade + " ") + AxisTicks.text(value), WIDE_CELL - 1)
            : String.valueOf(isColored ? ' ' : shade).repeat(Math.max(1, cell - 1));
    String drawn = isColored ? TextInk.shaded(inside, share) : inside;
    return cell > 1 ? drawn + " " : drawn;
  }

  /** Names below the columns, as many as there is room for. */
  private static String places(List<String> xs, int shown, int cell) {
    int longest = 1;
    for (String x : xs.subList(0, shown)) {
      longest = Math.max(longest, VisibleText.width(name(x)));
    }
    int every = (longest + cell) / cell;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < shown; i += every) {
      line.append(pad(name(xs.get(i)), every * cell));
    }
    return line.toString().stripTrailing();
  }

  private void scale(StringBuilder out, double min, double max) {
    out.append(VisibleText.escape(labels.value())).append(": ").append(AxisTicks.text(min));
    out.append(' ');
    for (int i = 0; i < SHADES.length(); i++) {
      double share = i / (SHADES.length() - 1.0);
      out.append(isColored ? TextInk.shaded("  ", share) : SHADES.substring(i, i + 1));
    }
    out.append(' ').append(AxisTicks.text(max)).append('\n');
  }

  private static String name(String text) {
    return VisibleText.truncate(VisibleText.escape(text), LONGEST_NAME);
  }

  private static String pad(String text, int columns) {
    StringBuilder out = new StringBuilder();
    VisibleText.pad(out, text, columns, false);
    return out.toString();
  }
}
