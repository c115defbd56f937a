package org.rhodb.shell.chart;

import org.rhodb.shell.format.VisibleText;

/** Draws a picture with characters, for a terminal; every line fits its width. */
final class TextPicture {
  /** Columns where the terminal does not say how many it has. */
  private static final int USUAL_WIDTH = 80;

  /** Below this there is no room for a picture: lines may then be longer than the terminal's. */
  private static final int LEAST_WIDTH = 40;

  private final Labels labels;
  private final int width;
  private final boolean isColored;

  /**
   * Prepares a picture.
   *
   * @param width columns of the terminal; 0: unknown
   * @param isColored whether it may hold colours
   */
  TextPicture(Labels labels, int width, boolean isColored) {
    this.labels = labels;
    this.width = Math.max(LEAST_WIDTH, width > 0 ? width : USUAL_WIDTH);
    this.isColored = isColored;
  }

  /** Returns the picture, lines that end with a line feed. */
  String draw(ChartData data) {
    StringBuilder out = new StringBuilder();
    for (String line : SvgCanvas.wrap(VisibleText.escape(labels.title()), width)) {
      out.append(line).append('\n');
    }
    if (data instanceof ChartData.Grid grid) {
      new TextGrid(labels, width, isColored).draw(grid, out);
    } else if (data instanceof ChartData.Points points) {
      new TextPoints(labels, width, isColored).draw(points, out);
    } else if (data instanceof ChartData.Bars bars) {
      new TextBars(labels, width, isColored).draw(bars, out);
    } else {
      new TextTokens(labels, width, isColored).draw((ChartData.Tokens) data, out);
    }
    return out.toString();
  }
}
