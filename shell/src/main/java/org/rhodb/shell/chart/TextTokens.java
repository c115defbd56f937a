package org.rhodb.shell.chart;

import org.rhodb.shell.chart.ChartData.Token;
import org.rhodb.shell.chart.ChartData.TokenLine;
import org.rhodb.shell.format.VisibleText;

/** Prints text with the activation of each token: as its ground, or as a bar below it. */
final class TextTokens {
  private static final String LEVELS = " ▁▂▃▄▅▆▇█";

  private final Labels labels;
  private final int width;
  private final boolean isColored;
  private final StringBuilder words = new StringBuilder();
  private final StringBuilder bars = new StringBuilder();
  private int used;

  TextTokens(Labels labels, int width, boolean isColored) {
    this.labels = labels;
    this.width = width;
    this.isColored = isColored;
  }

  void draw(ChartData.Tokens data, StringBuilder out) {
    double strongest =
        data.lines().stream()
            .flatMap(line -> line.tokens().stream())
            .mapToDouble(Token::value)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    for (TokenLine line : data.lines()) {
      if (!line.label().isEmpty()) {
        out.append(VisibleText.truncate(VisibleText.escape(line.label()), width)).append('\n');
      }
      for (Token token : line.tokens()) {
        add(token, strongest, out);
      }
      flush(out);
    }
    out.append(isColored ? "ground: " : "bars: ")
        .append(VisibleText.escape(labels.value()))
        .append(", from 0 to ")
        .append(AxisTicks.text(strongest))
        .append('\n');
  }

  private void add(Token token, double strongest, StringBuilder out) {
    String shown =
        VisibleText.truncate(
            VisibleText.escape(token.text().replace("\n", "⏎").replace("\t", "⇥")), width);
    int columns = VisibleText.width(shown);
    if (used + columns > width) {
      flush(out);
    }
    double share = strongest > 0 && token.value() > 0 ? token.value() / strongest : 0;
    words.append(isColored && share > 0 ? TextInk.shaded(shown, share) : shown);
    int level = (int) Math.round(share * (LEVELS.length() - 1));
    bars.append(String.valueOf(LEVELS.charAt(level)).repeat(columns));
    used += columns;
  }

  private void flush(StringBuilder out) {
    if (used > 0) {
      out.append(words.toString().stripTrailing()).append('\n');
      if (!isColored) {
        out.append(bars.toString().stripTrailing()).append('\n');
      }
    }
    words.setLength(0);
    bars.setLength(0);
    used = 0;
  }
}
