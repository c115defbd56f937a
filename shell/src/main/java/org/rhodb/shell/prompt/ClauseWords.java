package org.rhodb.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What may go on behind a name, a number, a text or a closing parenthesis: clauses. */
final class ClauseWords {
  private static final List<String> SQL =
      List.of(
          "AND",
          "AS",
          "ASC",
          "BETWEEN",
          "CROSS JOIN",
          "DESC",
          "ELSE",
          "END",
          "EXCEPT",
          "FROM",
          "GROUP BY",
          "HAVING",
          "IN",
          "INTERSECT",
          "IS NOT NULL",
          "IS NULL",
          "JOIN",
          "LEFT JOIN",
          "LIKE",
          "LIMIT",
          "NOT",
          "NULLS FIRST",
          "NULLS LAST",
          "OFFSET",
          "ON",
          "OR",
          "ORDER BY",
          "OVER",
          "QUALIFY",
          "SET",
          "THEN",
          "UNION ALL",
          "USING",
          "VALUES",
          "WHEN",
          "WHERE",
          "WINDOW");

  private static final Map<String, List<String>> CLAUSES =
      Map.of(
          "ABLATE", List.of("ON", "USING", "BY LAYER", "VERSUS", "EACH", "ESTIMATE BY GRADIENT"),
          "ACTIVATIONS", List.of("ON", "AT"),
          "CORRELATE", List.of("ON", "AT"),
          "INGEST", List.of("ON", "AT", "LAYERS", "AS FLOAT16", "AS FLOAT32"),
          "PERSIST", List.of("BY LAYER"),
          "UNIVERSAL", List.of("ON", "AT", "REFERENCE", "BASELINE"));

  private static final Set<String> WITHOUT_CORPUS = Set.of("PERSIST");

  private ClauseWords() {}

  /**
   * Returns the clauses.
   *
   * @param before the words of the statement so far, in upper case
   */
  static List<String> behind(List<String> before) {
    int relation = openRelation(before);
    if (relation < 0) {
      return SQL;
    }
    List<String> given = before.subList(relation, before.size());
    String name = given.get(0);
    List<String> words = new ArrayList<>();
    for (String clause : CLAUSES.getOrDefault(name, List.of())) {
      if (!given.contains(clause.split(" ")[0])) {
        words.add(clause);
      }
    }
    if (WITHOUT_CORPUS.contains(name) || given.contains("ON")) {
      SQL.stream().filter(word -> !words.contains(word) && !word.equals("ON")).forEach(words::add);
    }
    return words;
  }

  /** Returns the index of the relation whose clauses stand here; -1 if SQL has taken over. */
  private static int openRelation(List<String> before) {
    int depth = 0;
    for (int i = before.size() - 1; i >= 0 && depth >= 0; i--) {
      String word = before.get(i);
      if (word.equals(")")) {
        depth++;
      } else if (word.equals("(")) {
        depth--;
      } else if (depth == 0 && Set.of("WHERE", "ORDER", "GROUP", "LIMIT", "JOIN").contains(word)) {
        return -1;
      } else if (depth == 0 && CLAUSES.containsKey(word)) {
        // INGEST ACTIVATIONS, and nothing else, begins with two of them.
        return i > 0 && before.get(i - 1).equals("INGEST") ? i - 1 : i;
      }
    }
    return -1;
  }
}
