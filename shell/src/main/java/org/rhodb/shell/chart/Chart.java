package org.rhodb.shell.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.ListedTable;

/** A picture of a result, ready to be drawn in any form. */
public final class Chart {
  private final ChartData data;
  private final Labels labels;

  private Chart(ChartData data, Labels labels) {
    this.data = data;
    this.labels = labels;
  }

  /**
   * Takes a picture's values from a result.
   *
   * @param question title, unless the spec has one
   * @throws QueryException A203 if a column is missing, A208 if it holds no numbers, U303 if there
   *     is too much to draw
   */
  public static Chart of(ListedTable table, ChartSpec spec, String question) {
    return new Chart(ChartReader.read(table, spec), Labels.of(spec, question));
  }

  /**
   * Returns it as SVG, complete in itself; pointing at a mark shows its values. Its text has the
   * colour of the page it stands in.
   */
  public String svg() {
    return new SvgPicture(labels).draw(data);
  }

  /**
   * Returns it as a PNG file, on white. Without a screen: the JVM runs headless.
   *
   * @return no bytes for a token strip, which is text, and where there is nothing to draw
   */
  public byte[] png() {
    return new PngPicture(labels).draw(data);
  }

  /**
   * Returns it drawn with characters, for a terminal.
   *
   * @param width columns of the terminal; 0: unknown
   * @param isColored whether it may hold colours
   */
  public String text(int width, boolean isColored) {
    return new TextPicture(labels, width, isColored).draw(data);
  }

  /** Writes {@code chart.svg} into a folder, and {@code chart.png} where there is one. */
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("chart.svg"), svg());
    byte[] png = png();
    if (png.length > 0) {
      Files.write(folder.resolve("chart.png"), png);
    }
  }
}
