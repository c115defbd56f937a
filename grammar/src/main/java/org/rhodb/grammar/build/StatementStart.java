package org.rhodb.grammar.build;

import java.util.List;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.scan.ScannedText;

/** What the first words of a statement tell. */
final class StatementStart {
  /** Words a statement can begin with; those of DuckDB that nobody misspells are left out. */
  private static final List<String> WORDS =
      List.of(
          "ABLATE",
          "ACTIVATIONS",
          "ALTER",
          "ANALYZE",
          "ATTACH",
          "BEGIN",
          "CHECKPOINT",
          "COMMIT",
          "COPY",
          "CORRELATE",
          "CREATE",
          "DELETE",
          "DESCRIBE",
          "DETACH",
          "DROP",
          "EXECUTE",
          "EXPLAIN",
          "EXPORT",
          "FROM",
          "IMPORT",
          "INGEST",
          "INSERT",
          "PERSIST",
          "PIVOT",
          "PRAGMA",
          "PREPARE",
          "RESET",
          "ROLLBACK",
          "SELECT",
          "SHOW",
          "SUMMARIZE",
          "TRUNCATE",
          "UNIVERSAL",
          "UNPIVOT",
          "UPDATE",
          "VACUUM",
          "VALUES",
          "WITH");

  private StatementStart() {}

  /** Refuses a first word that is one of these with a letter wrong. */
  static void refuseMisspelt(ScannedText text, int index) {
    refuseIfNear(text, index, WORDS, "a statement");
  }

  /** Refuses {@code CREATE MODLE}. */
  static void refuseMisspeltKind(ScannedText text, int index) {
    refuseIfNear(text, index, List.of("CORPUS", "MODEL"), "CORPUS, MODEL or an SQL object");
  }

  private static void refuseIfNear(
      ScannedText text, int index, List<String> words, String expected) {
    boolean isWord = text.type(index) == RhoLexer.IDENTIFIER;
    if (isWord && !Spelling.hint(text.text(index), words).isEmpty()) {
      throw Complaints.unexpected(text, index, "expected", List.of(expected), "", words);
    }
  }

  /** Returns whether a statement's text is stored and run later: views, macros, PREPARE. */
  static boolean isTextKept(ScannedText text, int from) {
    if (text.type(from) == RhoLexer.PREPARE) {
      return true;
    }
    if (text.type(from) != RhoLexer.CREATE) {
      return false;
    }
    for (int i = from + 1; i < text.size(); i++) {
      switch (text.type(i)) {
        case RhoLexer.VIEW, RhoLexer.MACRO, RhoLexer.FUNCTION -> {
          return true;
        }
        case RhoLexer.OR,
            RhoLexer.REPLACE,
            RhoLexer.TEMP,
            RhoLexer.TEMPORARY,
            RhoLexer.RECURSIVE,
            RhoLexer.MATERIALIZED -> {}
        default -> {
          return false;
        }
      }
    }
    return false;
  }
}
