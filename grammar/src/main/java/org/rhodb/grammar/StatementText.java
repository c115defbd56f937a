package org.rhodb.grammar;

import static java.util.Objects.requireNonNull;

/**
 * One statement of a script, without its semicolon and the comments around it.
 *
 * @param script the whole script
 * @param start offset of its first character, UTF-16 units, 0-based
 * @param end offset behind its last character
 * @param line line of {@code start}, 1-based
 * @param column column of {@code start}, 1-based, UTF-16 units
 */
public record StatementText(String script, int start, int end, int line, int column) {

  public StatementText {
    requireNonNull(script, "script is null");
    if (start < 0 || end < start || end > script.length()) {
      throw new IllegalArgumentException("not a part of the script: " + start + ".." + end);
    }
  }

  /** Finds line and column by reading the script up to {@code start}. */
  public StatementText(String script, int start, int end) {
    this(script, start, end, Position.of(script, start, end));
  }

  private StatementText(String script, int start, int end, Position position) {
    this(script, start, end, position.line(), position.column());
  }

  /** Returns the statement's own characters. */
  public String text() {
    return script.substring(start, end);
  }

  /** Returns where the statement stands. */
  public Position position() {
    return new Position(start, end, line, column);
  }
}
