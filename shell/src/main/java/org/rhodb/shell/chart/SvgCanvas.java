package org.rhodb.shell.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes SVG: shapes with tooltips, text in the colour of the page around it. */
final class SvgCanvas {
  static final int WIDTH = 760;

  private final StringBuilder out = new StringBuilder();

  /** Adds a box with a tooltip; none if that is empty. */
  void box(double x, double y, double width, double height, String style, String tooltip) {
    out.append("<rect ")
        .append(at("x", x))
        .append(at("y", y))
        .append(at("width", Math.max(0, width)))
        .append(at("height", Math.max(0, height)))
        .append(style);
    end("rect", tooltip);
  }

  /** Adds a dot with a tooltip. */
  void dot(double x, double y, double radius, String style, String tooltip) {
    out.append("<circle ").append(at("cx", x)).append(at("cy", y)).append(at("r", radius));
    out.append(style);
    end("circle", tooltip);
  }

  /** Adds a line. */
  void line(double x1, double y1, double x2, double y2, String style) {
    out.append("<line ").append(at("x1", x1)).append(at("y1", y1)).append(at("x2", x2));
    out.append(at("y2", y2)).append(style).append("/>\n");
  }

  /** Adds a line through points {@code x, y, x, y ..}. */
  void path(List<Double> coordinates, String style) {
    out.append("<polyline points=\"");
    coordinates.forEach(c -> out.append(number(c)).append(' '));
    out.append("\" fill=\"none\" ").append(style).append("/>\n");
  }

  /** Adds a text; {@code anchor} is start, middle or end. */
  void text(double x, double y, String anchor, String style, String text) {
    out.append("<text ").append(at("x", x)).append(at("y", y)).append("text-anchor=\"");
    out.append(anchor).append("\" fill=\"currentColor\" ").append(style).append('>');
    out.append(Markup.escape(text)).append("</text>\n");
  }

  /** Adds a text that is read from below to above. */
  void upright(double x, double y, String text) {
    text(
        x,
        y,
        "middle",
        "transform=\"rotate(-90 " + number(x) + " " + number(y) + ")\" class=\"axis\"",
        text);
  }

  /** Returns the words of a text in lines of about a number of characters. */
  static List<String> wrap(String text, int characters) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > characters) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Returns the whole picture, complete in itself; in a page it takes on the page's colour. */
  String svg(int height, String title) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + WIDTH
        + " "
        + height
        + "\" role=\"img\" aria-label=\""
        + Markup.escape(title)
        + "\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"13\">\n"
        + "<style>.title{font-size:17px;font-weight:600}.axis{font-size:13px;font-weight:500}"
        + ".grid{stroke:currentColor;stroke-opacity:.15}.rule{stroke:currentColor;"
        + "stroke-opacity:.6}.token{font-family:ui-monospace,'DejaVu Sans Mono',monospace;"
        + "font-size:14px;white-space:pre}</style>\n"
        + out
        + "</svg>\n";
  }

  private void end(String tag, String tooltip) {
    if (tooltip.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append("><title>")
          .append(Markup.escapeLines(tooltip))
          .append("</title></")
          .append(tag)
          .append(">\n");
    }
  }

  private static String at(String name, double value) {
    return name + "=\"" + number(value) + "\" ";
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
