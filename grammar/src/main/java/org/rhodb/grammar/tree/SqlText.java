package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rhodb.grammar.Position;

/**
 * SQL in the user's own words, with the DSL relations found in it.
 *
 * @param script the whole text the user sent; every {@link Position} refers to it
 * @param position the part of it this query is, without the closing semicolon
 * @param islands the DSL relations directly in this part (not those inside another island's input),
 *     in order, never overlapping
 * @param parameters the placeholders in this part that are not in an island, in order
 */
public record SqlText(
    String script, Position position, List<PlacedIsland> islands, List<Parameter> parameters) {

  public SqlText {
    requireNonNull(script, "script is null");
    requireNonNull(position, "position is null");
    islands = List.copyOf(islands);
    parameters = List.copyOf(parameters);
  }

  /** Returns the user's own characters. */
  public String text() {
    return script.substring(position.start(), position.end());
  }

  /**
   * An island and the kind of place it stands in.
   *
   * @param island the relation
   * @param place what the surrounding SQL expects there
   */
  public record PlacedIsland(Island island, Place place) {
    public PlacedIsland {
      requireNonNull(island, "island is null");
      requireNonNull(place, "place is null");
    }
  }

  /** What the SQL around an island expects. */
  public enum Place {
    /** A table: after FROM, JOIN or a comma of a FROM list. */
    TABLE,
    /** A query: at the start of a statement, after {@code (}, AS, UNION, INSERT INTO t. */
    QUERY
  }
}
