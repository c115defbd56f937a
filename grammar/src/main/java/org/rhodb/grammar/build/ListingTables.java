package org.rhodb.grammar.build;

import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.scan.ScannedText;

/**
 * Tells the listings of SHOW, which are statements, from the tables that say the same in SQL: the
 * store would take {@code FROM (SHOW RUNS)} for a description of the table's columns.
 */
final class ListingTables {
  private ListingTables() {}

  /** Returns whether SHOW and one of our words begin at a lexeme; {@code SHOW runs.t} is SQL. */
  static boolean isListing(ScannedText text, int index) {
    return text.type(index) == RhoLexer.SHOW
        && !table(text.type(index + 1)).isEmpty()
        && text.type(index + 2) != RhoLexer.DOT;
  }

  /** Refuses a listing that stands where a query may. */
  static void refuse(ScannedText text, int index) {
    if (isListing(text, index)) {
      throw Complaints.of(
          text.range(text.start(index), text.end(index + 1)),
          Complaints.quoted("SHOW " + text.text(index + 1))
              + " is a statement of its own, no query within another",
          "read its table: FROM " + table(text.type(index + 1)));
    }
  }

  /** Returns what SQL reads instead of a listing; empty for a word that is none. */
  private static String table(int word) {
    return switch (word) {
      case RhoLexer.MODELS -> "models, and FROM checkpoints for their sizes";
      case RhoLexer.CHECKPOINTS -> "checkpoints";
      case RhoLexer.CORPORA -> "corpora";
      case RhoLexer.RUNS -> "runs";
      case RhoLexer.SETTINGS -> "settings()";
      default -> "";
    };
  }
}
