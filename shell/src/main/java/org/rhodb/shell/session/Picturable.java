package org.rhodb.shell.session;

import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.ListedTable;

/**
 * A result that a picture can be made of.
 *
 * @param question what it answers, as far as its statement says: a comment before it, or its text
 */
public record Picturable(ListedTable table, String question) {
  private static final int LONGEST = 140;

  /**
   * Takes the rows kept of a result.
   *
   * @throws QueryException U303 if there were too many to keep
   */
  static Picturable of(KeptRows kept) {
    return new Picturable(
        kept.table()
            .orElseThrow(
                () ->
                    QueryException.of(
                            ErrorCode.U303, "the result has more rows than a picture shows")
                        .withHint("group or limit the rows of the query")),
        question(kept.statement()));
  }

  private static String question(String statement) {
    String stripped = statement.strip();
    if (stripped.startsWith("--")) {
      return stripped.lines().findFirst().orElse("").replaceFirst("^-+\\s*", "").strip();
    }
    String text = stripped.replaceAll("\\s+", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }
}
