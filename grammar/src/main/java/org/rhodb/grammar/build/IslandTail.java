package org.rhodb.grammar.build;

import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.Words;
import org.rhodb.grammar.tree.SqlText.Place;

/**
 * Looks at what stands right behind a relation, and refuses what no SQL can go on with: a clause
 * misspelt, given twice or left half, which the store would only call a syntax error.
 */
final class IslandTail {
  private final ScannedText text;

  /** Looks at the lexemes of a text. */
  IslandTail(ScannedText text) {
    this.text = text;
  }

  /** Describes what is wrong behind a relation, at some cost. */
  @FunctionalInterface
  interface Failure {
    /** Returns the error. */
    SyntaxException describe();
  }

  /**
   * Refuses lexeme {@code next}, unless SQL may go on with it.
   *
   * @param hasOn whether the relation has an ON of its own
   */
  void check(int next, int to, Place place, String statement, boolean hasOn, Failure failure) {
    if (next >= to) {
      return;
    }
    int type = text.type(next);
    if (type == RhoLexer.ON && place == Place.QUERY && !LexemeSource.isOnConflict(text, next)) {
      throw hasOn
          ? Complaints.of(text.position(next), "'ON' twice in " + statement)
          : failure.describe();
    }
    if (type == RhoLexer.DOT && text.type(next - 2) == RhoLexer.ON) {
      int last = next + 1 < to ? next + 1 : next;
      Position found = text.range(text.start(next - 1), text.end(last));
      throw Complaints.of(
          found,
          statement
              + " ... ON takes the name of a corpus; found "
              + Complaints.quoted(text.script().substring(found.start(), found.end())),
          "the corpus stands before the ON of a join");
    }
    if (type == RhoLexer.MINUS && Words.isName(text.type(next - 1))) {
      throw Complaints.of(
          text.position(next),
          "a name with '-' stands in double quotes",
          "write \"" + text.text(next - 1) + "-" + text.text(next + 1) + "\"");
    }
    if (isNoSql(type) || isHalfClause(next, to)) {
      throw failure.describe();
    }
  }

  private boolean isHalfClause(int next, int to) {
    int type = text.type(next);
    int second = next + 1 < to ? text.type(next + 1) : RhoLexer.CLOSE;
    if (type == RhoLexer.USING) {
      return second != RhoLexer.OPEN && !text.isWord(next + 1, "SAMPLE");
    }
    boolean isAlias = Words.isName(type) && !Words.isSql(type);
    return isAlias && (isValue(second) || (Words.isName(second) && !Words.isSql(second)));
  }

  /** An operand or a sign; and what only begins a clause of a relation. */
  private static boolean isNoSql(int type) {
    return isValue(type)
        || type == RhoLexer.BY
        || type == RhoLexer.AT
        || type == RhoLexer.OPEN
        || type == RhoLexer.OPEN_BRACKET
        || type == RhoLexer.DOT
        || type == RhoLexer.AT_SIGN
        || type == RhoLexer.EQUALS
        || type == RhoLexer.PLUS
        || type == RhoLexer.MINUS
        || type == RhoLexer.OPERATOR;
  }

  private static boolean isValue(int type) {
    return type == RhoLexer.NUMBER
        || type == RhoLexer.STRING
        || type == RhoLexer.ESCAPE_STRING
        || type == RhoLexer.DOLLAR_STRING
        || type == RhoLexer.PARAMETER;
  }
}
