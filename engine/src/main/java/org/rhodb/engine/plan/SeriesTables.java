package org.rhodb.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.Lexeme.Kind;

/**
 * The store's functions that make a table of numbers, {@code range(3)}, as tables of the planner,
 * which has no such functions and keeps the word RANGE for windows.
 */
final class SeriesTables {
  private static final Set<String> NAMES = Set.of("range", "generate_series");

  private SeriesTables() {}

  /** Returns the store's tables and one for each of the functions that no user has replaced. */
  static List<SchemaSource.Table> beside(
      List<SchemaSource.Table> tables, List<SchemaSource.Function> functions) {
    List<SchemaSource.Table> all = new ArrayList<>(tables);
    for (String name : NAMES) {
      if (functions.stream().noneMatch(f -> f.isUserDefined() && f.name().equalsIgnoreCase(name))) {
        all.add(
            new SchemaSource.Table(
                "system",
                StoreSchema.DEFAULT_SCHEMA,
                tableName(name),
                List.of(new SchemaSource.TableColumn(name, "BIGINT"))));
      }
    }
    return all;
  }

  /** Returns a name that is no longer, in quotes, than a call and that no user gives a table. */
  private static String tableName(String function) {
    return function + '(';
  }

  /**
   * Puts the name of its table over each call in FROM whose arguments are numbers, with blanks up
   * to the call's end, so that all else stays where it is.
   */
  static void replace(StringBuilder text, List<Lexeme> lexemes) {
    for (int i = 1; i < lexemes.size() - 2; i++) {
      String name = word(text, lexemes.get(i)).toLowerCase(Locale.ROOT);
      boolean isSource =
          Set.of("FROM", "JOIN").contains(word(text, lexemes.get(i - 1)).toUpperCase(Locale.ROOT));
      if (isSource && NAMES.contains(name) && word(text, lexemes.get(i + 1)).equals("(")) {
        int end = i + 2;
        while (end < lexemes.size() - 1 && isArgument(text, lexemes.get(end))) {
          end++;
        }
        String table = '"' + tableName(name) + '"';
        int start = lexemes.get(i).start();
        String call = text.substring(start, lexemes.get(end).end());
        if (call.endsWith(")") && call.length() >= table.length() && !call.contains("\n")) {
          String blanks = " ".repeat(call.length() - table.length());
          text.replace(start, start + call.length(), table + blanks);
        }
      }
    }
  }

  private static boolean isArgument(StringBuilder text, Lexeme lexeme) {
    return lexeme.kind() == Kind.NUMBER || Set.of(",", "-").contains(word(text, lexeme));
  }

  private static String word(StringBuilder text, Lexeme lexeme) {
    return text.substring(lexeme.start(), lexeme.end());
  }
}
