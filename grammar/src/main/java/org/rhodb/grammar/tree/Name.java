package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

import org.rhodb.grammar.Position;

/**
 * A name as the user wrote it: of a model, a corpus or a setting.
 *
 * @param text the name without its quotes, case kept; names compare without regard to case
 * @param position where it stands
 */
public record Name(String text, Position position) {

  public Name {
    requireNonNull(text, "text is null");
    requireNonNull(position, "position is null");
  }
}
