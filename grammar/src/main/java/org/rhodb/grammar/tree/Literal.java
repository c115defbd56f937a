package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

import org.rhodb.grammar.Position;

/**
 * A constant in a DSL statement: text, a number or true/false.
 *
 * @param value a {@link String}, {@link Long}, {@link Double} or {@link Boolean}
 * @param position where it stands
 */
public record Literal(Object value, Position position) {

  public Literal {
    requireNonNull(value, "value is null");
    requireNonNull(position, "position is null");
  }
}
