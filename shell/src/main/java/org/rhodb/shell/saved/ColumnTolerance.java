package org.rhodb.shell.saved;

import static java.util.Objects.requireNonNull;

import org.rhodb.grammar.Position;

/**
 * The tolerance of one column of a result.
 *
 * @param column its name
 * @param value largest difference between two runs' numbers that is none, absolute
 * @param position where the file says so
 */
public record ColumnTolerance(String column, double value, Position position) {

  public ColumnTolerance {
    requireNonNull(column, "column is null");
    requireNonNull(position, "position is null");
  }
}
