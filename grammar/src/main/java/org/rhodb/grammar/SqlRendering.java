package org.rhodb.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;

/**
 * SQL with its islands replaced by other text and its parameters by {@code $1}, {@code $2}, .., and
 * the way back: where in the user's own script a character of the rendered text comes from.
 */
public final class SqlRendering {
  private final SqlText source;
  private final String text;
  private final List<Parameter> parameters;

  /** What was replaced, and the offsets in the rendered text at which that begins and ends. */
  private final List<Position> replaced;

  private final int[] starts;
  private final int[] ends;

  private SqlRendering(SqlText source, List<Parameter> parameters, List<Replacement> replacements) {
    this.source = source;
    this.parameters = List.copyOf(parameters);
    this.replaced = replacements.stream().map(Replacement::position).toList();
    this.starts = new int[replacements.size()];
    this.ends = new int[replacements.size()];
    StringBuilder rendered = new StringBuilder();
    int from = source.position().start();
    for (int i = 0; i < replacements.size(); i++) {
      rendered.append(source.script(), from, replaced.get(i).start());
      starts[i] = rendered.length();
      rendered.append(replacements.get(i).text());
      ends[i] = rendered.length();
      from = replaced.get(i).end();
    }
    rendered.append(source.script(), from, source.position().end());
    this.text = rendered.toString();
  }

  /** Other text for a part of the user's. */
  private record Replacement(Position position, String text) {}

  /**
   * Returns the user's text with each island and parameter replaced; without any, the same
   * characters.
   */
  public static SqlRendering of(SqlText source, Function<PlacedIsland, String> replacement) {
    List<Replacement> replacements = new ArrayList<>();
    for (PlacedIsland island : source.islands()) {
      replacements.add(new Replacement(island.island().position(), replacement.apply(island)));
    }
    Map<Integer, Integer> places = new LinkedHashMap<>();
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : source.parameters()) {
      Integer place = places.get(parameter.number());
      if (place == null) {
        parameters.add(parameter);
        place = parameters.size();
        places.put(parameter.number(), place);
      }
      replacements.add(new Replacement(parameter.position(), "$" + place));
    }
    replacements.sort(Comparator.comparingInt(r -> r.position().start()));
    return new SqlRendering(source, parameters, replacements);
  }

  /** Returns the rendered text. */
  public String text() {
    return text;
  }

  /** Returns what {@code $1}, {@code $2}, .. of the rendered text stand for, each value once. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Returns where a character of the rendered text comes from: the whole island or parameter if it
   * is part of a replacement, else the same character in the user's script, to the end of its
   * lexeme. Behind the text, the empty range behind the user's.
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
    Position original = replaced.get(before);
    return offset < ends[before] ? original : toLexeme(original.end() + offset - ends[before]);
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
