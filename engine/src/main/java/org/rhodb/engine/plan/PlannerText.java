package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.Lexeme.Kind;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.SqlRendering;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.Place;

/**
 * The query in the user's text as the planner's parser gets it: each island is the name of a table
 * and so is each of {@link SeriesTables}, comments are blanks, parameters are all {@code ?}, and
 * {@link FriendlySyntax} and {@link CastSyntax} are written as the standard has them.
 *
 * <p>Refuses what the planner's lexer reads otherwise than the store's: to it, {@code //} begins a
 * comment and {@code ANTI JOIN} an alias.
 */
final class PlannerText {
  private static final int MAX_LENGTH = 65_536;
  private static final int MAX_DEPTH = 500;

  /** Words the store keeps for its own syntax and the planner's parser takes for names. */
  private static final Set<String> OWN_WORDS =
      Set.of("ANTI", "ASOF", "GLOB", "LAMBDA", "POSITIONAL", "SEMI", "SUMMARIZE");

  private final SqlRendering rendering;
  private final TracedText text;
  private final List<@Nullable Object> values;

  private PlannerText(SqlRendering rendering, TracedText text, List<@Nullable Object> values) {
    this.rendering = requireNonNull(rendering, "rendering is null");
    this.text = requireNonNull(text, "text is null");
    this.values = values;
  }

  /**
   * Returns the query with its islands replaced.
   *
   * @param values one for each parameter of the text
   * @param isAggregate whether the store has an aggregate of a name in lower case
   * @throws UnplannableException if the statement is none the planner should read
   */
  static PlannerText of(
      SqlText sql,
      List<PlannedIsland> islands,
      List<? extends @Nullable Object> values,
      Predicate<String> isAggregate) {
    Iterator<PlannedIsland> next = islands.iterator();
    SqlRendering rendering =
        SqlRendering.of(
            sql,
            placed ->
                (placed.place() == Place.QUERY ? "SELECT * FROM " : "")
                    + StoreSchema.ISLAND_SCHEMA
                    + '.'
                    + StoreSchema.tableName(next.next()));
    String rendered = rendering.text();
    if (rendered.length() > MAX_LENGTH) {
      throw new UnplannableException("the statement is longer than the planner reads");
    }
    StringBuilder text = new StringBuilder(rendered);
    List<Lexeme> all = QueryParser.lexemes(rendered);
    for (Lexeme lexeme : all) {
      if (lexeme.kind() == Kind.COMMENT || lexeme.kind() == Kind.PARAMETER) {
        for (int i = lexeme.start(); i < lexeme.end(); i++) {
          text.setCharAt(i, rendered.charAt(i) == '\n' ? '\n' : ' ');
        }
      }
      if (lexeme.kind() == Kind.PARAMETER) {
        text.setCharAt(lexeme.start(), '?');
      }
    }
    List<Lexeme> lexemes =
        all.stream().filter(l -> l.kind() != Kind.COMMENT).collect(Collectors.toList());
    check(rendered, lexemes);
    SeriesTables.replace(text, lexemes);
    QueryPart part = QueryPart.of(rendered, lexemes);
    TracedText planned = new TracedText(text.toString(), part.start(), part.end());
    CastSyntax.rewrite(planned);
    FriendlySyntax.rewrite(planned, isAggregate);
    return new PlannerText(rendering, planned, used(planned, lexemes, values));
  }

  /** Returns the values of the parameters that the planner gets, as they stand there. */
  private static List<@Nullable Object> used(
      TracedText planned, List<Lexeme> whole, List<? extends @Nullable Object> values) {
    Map<Integer, @Nullable Object> given = new HashMap<>();
    Iterator<? extends @Nullable Object> value = values.iterator();
    for (Lexeme lexeme : whole) {
      if (lexeme.kind() == Kind.PARAMETER) {
        given.put(lexeme.start(), value.next());
      }
    }
    List<@Nullable Object> used = new ArrayList<>();
    for (Lexeme lexeme : QueryParser.lexemes(planned.text())) {
      if (lexeme.kind() == Kind.PARAMETER) {
        used.add(given.get(planned.origin(lexeme.start())));
      }
    }
    return used;
  }

  /** Returns the values of the {@code ?} in {@link #text}, in order. */
  List<@Nullable Object> values() {
    return values;
  }

  /** Returns the text for the planner's parser. */
  String text() {
    return text.text();
  }

  /**
   * Returns the place in the user's script of one in {@link #text}.
   *
   * @param line 1-based
   * @param column 1-based
   */
  Position toSource(int line, int column) {
    int lineStart = 0;
    for (int i = 1; i < line && text().indexOf('\n', lineStart) >= 0; i++) {
      lineStart = text().indexOf('\n', lineStart) + 1;
    }
    return rendering.toSource(text.origin(lineStart + Math.max(0, column - 1)));
  }

  private static void check(String rendered, List<Lexeme> lexemes) {
    int depth = 0;
    for (int i = 0; i < lexemes.size(); i++) {
      Lexeme lexeme = lexemes.get(i);
      String word = rendered.substring(lexeme.start(), lexeme.end());
      if (lexeme.kind() == Kind.OPERATOR) {
        depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
        if (depth > MAX_DEPTH) {
          throw new UnplannableException("the statement is nested deeper than the planner reads");
        }
        if (rendered.startsWith("//", lexeme.start())) {
          throw new UnplannableException("// is the store's own operator");
        }
      }
      boolean isOwn =
          lexeme.kind() == Kind.KEYWORD && OWN_WORDS.contains(word.toUpperCase(Locale.ROOT));
      boolean isOwnString = lexeme.kind() == Kind.STRING && !word.startsWith("'");
      boolean isOwnNumber =
          lexeme.kind() == Kind.NUMBER && (word.contains("_") || word.matches("0[xX].*"));
      if (isOwn || isOwnString || isOwnNumber) {
        throw new UnplannableException(
            (isOwn ? word.toUpperCase(Locale.ROOT) : word) + " is the store's own syntax");
      }
    }
  }
}
