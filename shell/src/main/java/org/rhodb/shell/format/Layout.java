package org.rhodb.shell.format;

/**
 * How much room there is on the screen; formats for programs take no notice of it.
 *
 * @param width columns of the terminal; 0: without limit
 * @param maxRows rows a box shows before it leaves out its middle; 0: all
 */
public record Layout(int width, int maxRows) {
  /** Rows a box shows unless told otherwise. */
  public static final int DEFAULT_MAX_ROWS = 40;

  /** No limit on the width, the usual limit on rows. */
  public static final Layout UNLIMITED_WIDTH = new Layout(0, DEFAULT_MAX_ROWS);
}
