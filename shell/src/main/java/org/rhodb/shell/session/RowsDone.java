package org.rhodb.shell.session;

import java.util.Set;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.sql.StatementWords;

/** Function from a statement that counts rows to the sentence that says what happened to them. */
final class RowsDone {
  private RowsDone() {}

  /** Returns the sentence, such as {@code 1,000 rows written}. */
  static String sentence(long count, boolean isWritten) {
    return CountText.of(count, "row") + (isWritten ? " written" : " changed");
  }

  /** Returns whether a statement changes no table: {@code COPY .. TO}, {@code CREATE .. AS}. */
  static boolean isWritten(String statement) {
    StatementWords words = new StatementWords(statement);
    return switch (words.word(0)) {
      case "COPY" -> words.word(words.outside(1, Set.of("TO", "FROM"))).equals("TO");
      case "CREATE" -> true;
      default -> false;
    };
  }
}
