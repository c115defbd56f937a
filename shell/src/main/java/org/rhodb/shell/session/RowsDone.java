package org.rhodb.shell.session;

import java.util.List;
import java.util.Locale;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;

/** Function from a statement that counts rows to the sentence that says what happened to them. */
final class RowsDone {
  private RowsDone() {}

  /** Returns the sentence, such as {@code 1,000 rows written}. */
  static String sentence(long count, boolean isWritten) {
    String done = isWritten ? "written" : "changed";
    return String.format(Locale.ROOT, "%,d %s %s", count, count == 1 ? "row" : "rows", done);
  }

  /** Returns whether a statement is {@code COPY .. TO}, which changes no table. */
  static boolean isCopyTo(String statement) {
    List<String> words =
        QueryParser.lexemes(statement).stream()
            .filter(lexeme -> lexeme.kind() != Lexeme.Kind.COMMENT)
            .map(lexeme -> statement.substring(lexeme.start(), lexeme.end()))
            .map(word -> word.toUpperCase(Locale.ROOT))
            .toList();
    if (words.isEmpty() || !words.get(0).equals("COPY")) {
      return false;
    }
    int depth = 0;
    for (String word : words) {
      depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
      if (depth == 0 && (word.equals("TO") || word.equals("FROM"))) {
        return word.equals("TO");
      }
    }
    return false;
  }
}
