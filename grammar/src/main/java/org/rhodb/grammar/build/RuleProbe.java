package org.rhodb.grammar.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.RhoParser;

/** Finds what a rule could take at a place, by offering it every type of lexeme there. */
final class RuleProbe {
  /** Beyond this many tokens the answer would take seconds. */
  private static final int LONGEST = 2_000;

  private RuleProbe() {}

  /**
   * Returns the types the rule could take behind the first {@code count} tokens; {@link Token#EOF}
   * if the statement could end there. Empty if there are too many tokens to ask.
   */
  static Set<Integer> expected(
      List<Token> tokens, int count, Function<RhoParser, ? extends ParserRuleContext> rule) {
    Set<Integer> expected = new TreeSet<>();
    if (count > LONGEST) {
      return expected;
    }
    for (int type = 1; type <= RhoLexer.VOCABULARY.getMaxTokenType(); type++) {
      if (isTaken(tokens, count, type, rule)) {
        expected.add(type);
      }
    }
    if (RuleRun.of(new ListTokenSource(copy(tokens, count)), rule).tree() != null) {
      expected.add(Token.EOF);
    }
    return expected;
  }

  private static boolean isTaken(
      List<Token> tokens,
      int count,
      int type,
      Function<RhoParser, ? extends ParserRuleContext> rule) {
    List<Token> probe = copy(tokens, count);
    probe.add(new CommonToken(type));
    return RuleRun.of(new ListTokenSource(probe), rule).tokens() > count;
  }

  private static List<Token> copy(List<Token> tokens, int count) {
    List<Token> copy = new ArrayList<>(count + 1);
    for (Token token : tokens.subList(0, count)) {
      copy.add(new CommonToken(token.getType()));
    }
    return copy;
  }
}
