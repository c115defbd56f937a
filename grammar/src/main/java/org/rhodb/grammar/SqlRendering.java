package org.rhodb.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;

/**
 * SQL with its islands replaced by other text, and the way back: where in the user's own script a
 * character of the rendered text comes from.
 */
public final class SqlRendering {
  private final SqlText source;
  private final String text;

  /** Offsets in the rendered text at which each replacement begins and ends. */
  private final int[] starts;

  private final int[] ends;

  private SqlRendering(SqlText source, String text, int[] starts, int[] ends) {
    this.source = source;
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** Returns the user's text with each island replaced; without islands, the same characters. */
  public static SqlRendering of(SqlText source, Function<PlacedIsland, String> replacement) {
    List<PlacedIsland> islands = source.islands();
    int[] starts = new int[islands.size()];
    int[] ends = new int[islands.size()];
    StringBuilder text = new StringBuilder();
    int from = source.position().start();
    for (int i = 0; i < islands.size(); i++) {
      Position island = islands.get(i).island().position();
      text.append(source.script(), from, island.start());
      starts[i] = text.length();
      text.append(replacement.apply(islands.get(i)));
      ends[i] = text.length();
      from = island.end();
    }
    text.append(source.script(), from, source.position().end());
    return new SqlRendering(source, text.toString(), starts, ends);
  }

  /** Returns the rendered text. */
  public String text() {
    return text;
  }

  /**
   * Returns where a character of the rendered text comes from: the whole island if it is part of a
   * replacement, else the same character in the user's script, to the end of its lexeme. Behind the
   * text, the empty range behind the user's.
   *
   * @param renderedOffset UTF-16 units, 0-based; beyond the text is taken for its end
   */
  public Position toSource(int renderedOffset) {
    int offset = Math.max(0, Math.min(renderedOffset, text.length()));
    int found = Arrays.binarySearch(starts, offset);
    int before = found >= 0 ? found : -found - 2;
    if (before < 0) {
      return toLexeme(source.position().start() + offset);
    }
    Position island = source.islands().get(before).island().position();
    return offset < ends[before] ? island : toLexeme(island.end() + offset - ends[before]);
  }

  /** Returns the range from an offset of the script to the end of the lexeme it is in. */
  private Position toLexeme(int offset) {
    Position whole = source.position();
    if (offset >= whole.end()) {
      return Position.of(source.script(), whole.end(), whole.end());
    }
    ScannedText scanned =
        ScannedText.of(source.script(), whole.start(), whole.end(), whole.line(), whole.column());
    int lexeme = scanned.lexemeAt(offset);
    return scanned.range(offset, lexeme < 0 ? offset + 1 : scanned.end(lexeme));
  }
}
