package org.rhodb.shell.format;

import java.io.IOException;

/** Format that prints a table. */
public interface RowFormat {

  /** Returns the name as after {@code --format}. */
  String name();

  /** Returns what it is for, in a few words. */
  String description();

  /**
   * Prints all rows of a table, pulling them as it goes.
   *
   * @return the number of rows pulled
   * @throws IOException if the output is closed, for instance by {@code | head}
   */
  long write(Table table, Layout layout, Appendable out) throws IOException;
}
