package org.rhodb.shell.session;

/**
 * Size of a terminal.
 *
 * @param columns characters a line; 0: unknown
 * @param lines lines; 0: unknown
 */
public record Screen(int columns, int lines) {
  /** No terminal, or one that does not say. */
  public static final Screen UNKNOWN = new Screen(0, 0);
}
