package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

import org.rhodb.grammar.Position;

/**
 * A placeholder for a value that comes with the statement: {@code ?}, {@code ?2}, {@code $2},
 * {@code $rho}. Where several stand for the same value, each is one of these.
 *
 * @param name the name behind the {@code $}, as written; empty: it has a number only
 * @param number which value it stands for, 1-based: the number written; of {@code ?} one more than
 *     the highest before it; of a name its place among the statement's names
 * @param position where it stands
 */
public record Parameter(String name, int number, Position position) {

  public Parameter {
    requireNonNull(name, "name is null");
    requireNonNull(position, "position is null");
    if (number < 1) {
      throw new IllegalArgumentException("number is " + number);
    }
  }

  /** Returns whether values are found by name. */
  public boolean isNamed() {
    return !name.isEmpty();
  }

  /** Returns {@code $rho} or {@code ?2}. */
  public String label() {
    return isNamed() ? "$" + name : "?" + number;
  }
}
