package org.rhodb.shell.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows to print, pulled one at a time, so that a format may stream them. */
public interface Table {

  /** Returns the columns in order, at least one. */
  List<Heading> headings();

  /** Moves to the next row; false means there is none. */
  boolean next();

  /**
   * Returns a value of the current row.
   *
   * @param column 0-based
   * @return a String, Boolean, Number, {@code java.time} value, {@code byte[]}, List or Map of
   *     these, or null
   */
  @Nullable Object value(int column);
}
