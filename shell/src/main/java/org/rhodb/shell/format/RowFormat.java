package org.rhodb.shell.format;

import java.io.IOException;

/** Format that prints a table. */
public non-sealed interface RowFormat extends OutputFormat {

  /**
   * Prints all rows of a table, pulling them as it goes.
   *
   * @return the number of rows pulled
   * @throws IOException if the output is closed, for instance by {@code | head}
   */
  long write(Table table, Layout layout, Appendable out) throws IOException;
}
