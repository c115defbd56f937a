package org.rhodb.grammar.build;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.Place;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;

/** Finds the relations in SQL: one pass over the lexemes, each looked at once. */
final class IslandFinder {
  /** How deep PERSIST and ABLATE may stand in each other's input. */
  static final int MAX_DEPTH = 32;

  private final ScannedText text;
  private final Placeholders placeholders;
  private final IslandHeads heads;

  /** Looks for relations in a text. */
  IslandFinder(ScannedText text, Placeholders placeholders) {
    this.text = text;
    this.placeholders = placeholders;
    this.heads = new IslandHeads(text);
  }

  /**
   * Returns the SQL from lexeme {@code from} to lexeme {@code to}, with its relations.
   *
   * @param depth how many relations it is the input of
   * @throws SyntaxException if a relation has an error, or is nested too deep
   */
  SqlText find(int from, int to, int depth) {
    Position position = text.range(text.start(from), text.end(to - 1));
    if (depth > MAX_DEPTH) {
      throw new SyntaxException(
          SyntaxException.Kind.TOO_LARGE,
          "PERSIST and ABLATE stand in each other's input at most " + MAX_DEPTH + " deep",
          position,
          List.of(),
          "store an inner result with CREATE TABLE ... AS");
    }
    List<PlacedIsland> islands = new ArrayList<>();
    QueryPlaces places = new QueryPlaces(text);
    IslandBuilder builder = new IslandBuilder(text, placeholders, this);
    List<Parameter> parameters = new ArrayList<>();
    int index = from;
    while (index < to) {
      Place place = places.place();
      if (place != null && isRelation(index, place, index == from)) {
        IslandBuilder.Built built = builder.build(index, to, place, depth);
        islands.add(new PlacedIsland(built.island(), place));
        places.passRelation();
        index = built.next();
      } else {
        if (depth > 0) {
          placeholders.refuseStored(text.start(index));
        }
        placeholders.at(text.start(index)).ifPresent(parameters::add);
        places.pass(index++);
      }
    }
    return new SqlText(text.script(), position, islands, parameters);
  }

  private boolean isRelation(int index, Place place, boolean isFirst) {
    // No statement of SQL begins with the first word of a relation.
    if ((isFirst && heads.isFirstWord(index)) || heads.isHead(index, place)) {
      return true;
    }
    heads.refuseMisspelt(index);
    if (place == Place.QUERY) {
      ListingTables.refuse(text, index);
    }
    return false;
  }

  /** Returns whether a query begins at a lexeme. */
  boolean isQuery(int index) {
    return heads.isQuery(index);
  }
}
