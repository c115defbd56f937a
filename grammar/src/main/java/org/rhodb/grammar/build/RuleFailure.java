package org.rhodb.grammar.build;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.Words;

/** Turns a failed run of a rule into an error in the user's words. */
final class RuleFailure {
  private RuleFailure() {}

  /**
   * Describes what stands where the run ended.
   *
   * @param statement what the statement or relation is called
   * @param more what else could stand there, beyond the rule
   */
  static SyntaxException at(
      ScannedText text,
      LexemeSource source,
      RuleRun<?> run,
      Function<RhoParser, ? extends ParserRuleContext> rule,
      String statement,
      List<String> more) {
    int count = run.tokens();
    ParserRuleContext in = run.failedIn() == null ? run.tree() : run.failedIn();
    Set<Integer> types = RuleProbe.expected(run.read(), count, rule);
    if (run.failedIn() == null) {
      // A relation may end here, and the clauses it has it may not have again.
      types.remove(Token.EOF);
      for (Token token : run.read().subList(0, count)) {
        types.remove(isClauseWord(token.getType()) ? token.getType() : Token.INVALID_TYPE);
      }
    }
    List<String> expected = RuleNames.describe(types, in, more);
    int previous = count == 0 ? -1 : source.lexeme(count - 1);
    String clause = run.failedIn() == null ? "" : clause(text, previous, count, run.failedIn());
    List<String> words = RuleNames.words(expected);
    int found = source.lexeme(count);
    if (clause.isEmpty()) {
      String after = previous < 0 ? "" : " after " + Complaints.quoted(text.text(previous));
      return Complaints.unexpected(text, found, statement + ": expected", expected, after, words);
    }
    String lead = statement.endsWith(clause) ? statement : statement + " ... " + clause;
    return Complaints.unexpected(text, found, lead + " takes", expected, "", words);
  }

  private static boolean isClauseWord(int type) {
    return switch (type) {
      case RhoLexer.AT,
          RhoLexer.BASELINE,
          RhoLexer.BY,
          RhoLexer.DRAWS,
          RhoLexer.ESTIMATE,
          RhoLexer.ON,
          RhoLexer.REFERENCE,
          RhoLexer.SEED,
          RhoLexer.TOP,
          RhoLexer.USING,
          RhoLexer.VERSUS ->
          true;
      default -> false;
    };
  }

  /** Returns the first word of the clause that fails right behind it; empty if there is none. */
  private static String clause(
      ScannedText text, int previous, int count, @Nullable ParserRuleContext in) {
    for (ParserRuleContext rule = in; rule != null; rule = rule.getParent()) {
      boolean isJustBegun = rule.getStart() != null && rule.getStart().getTokenIndex() == count - 1;
      if (isJustBegun && RuleNames.isClause(rule.getRuleIndex()) && isWord(text, previous)) {
        return Words.spelling(text.type(previous));
      }
    }
    return "";
  }

  private static boolean isWord(ScannedText text, int lexeme) {
    return Words.isDsl(text.type(lexeme)) || Words.isSql(text.type(lexeme));
  }
}
