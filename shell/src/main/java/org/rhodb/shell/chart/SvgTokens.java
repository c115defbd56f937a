package org.rhodb.shell.chart;

import org.rhodb.shell.chart.ChartData.Token;
import org.rhodb.shell.chart.ChartData.TokenLine;
import org.rhodb.shell.format.VisibleText;

/** Draws text whose tokens are shaded by their activation: the busier, the stronger. */
final class SvgTokens {
  private static final double CHARACTER = 8.5;
  private static final int LINE = 26;
  private static final int LEFT = 12;

  private final SvgCanvas canvas;
  private final Labels labels;
  private final int top;

  SvgTokens(SvgCanvas canvas, Labels labels, int top) {
    this.canvas = canvas;
    this.labels = labels;
    this.top = top;
  }

  /** Draws it and returns the height of the whole picture. */
  int draw(ChartData.Tokens data) {
    double strongest =
        data.lines().stream()
            .flatMap(line -> line.tokens().stream())
            .mapToDouble(Token::value)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    double y = top;
    for (TokenLine line : data.lines()) {
      if (!line.label().isEmpty()) {
        canvas.text(LEFT, y + 12, "start", "font-size=\"12\" opacity=\".7\"", line.label());
        y += 20;
      }
      double x = LEFT;
      for (Token token : line.tokens()) {
        String shown = visible(token.text());
        double width = Math.max(1, VisibleText.width(shown)) * CHARACTER;
        if (x + width > SvgCanvas.WIDTH - LEFT) {
          x = LEFT;
          y += LINE;
        }
        draw(token, shown, x, y, width, strongest);
        x += width;
      }
      y += LINE + 10;
    }
    String note = "shade: " + labels.value() + ", from 0 to " + AxisTicks.text(strongest);
    canvas.text(LEFT, y + 12, "start", "class=\"axis\"", note);
    return (int) y + 28;
  }

  private void draw(Token token, String shown, double x, double y, double width, double strongest) {
    double share = strongest > 0 && token.value() > 0 ? token.value() / strongest : 0;
    canvas.box(
        x,
        y,
        width,
        LINE - 4,
        "fill=\"#e69f00\" fill-opacity=\"" + SvgCanvas.number(share * 0.85) + "\"",
        "'" + token.text() + "'\n" + labels.value() + ": " + AxisTicks.text(token.value()));
    canvas.text(
        x + width / 2,
        y + 16,
        "middle",
        "class=\"token\" pointer-events=\"none\"" + (share > 0.5 ? " style=\"fill:#1a1a1a\"" : ""),
        shown);
  }

  /** White space would be invisible in a strip of characters. */
  private static String visible(String text) {
    return VisibleText.escape(text.replace("\n", "⏎").replace("\t", "⇥").replace(' ', '·'));
  }
}
