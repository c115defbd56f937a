package org.rhodb.grammar.build;

import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.scan.ScannedText;

/** Runs the rules of whole statements over one text. */
final class StatementRules {
  private final ScannedText text;
  private final NodeReader reader;

  /** Runs rules over a text. */
  StatementRules(ScannedText text, Placeholders placeholders) {
    this.text = text;
    this.reader = new NodeReader(text, placeholders);
  }

  /** Returns what reads the leaves of the trees. */
  NodeReader reader() {
    return reader;
  }

  /** Returns where the statement from a lexeme to the end stands. */
  Position position(int from) {
    return text.range(text.start(from), text.end(text.size() - 1));
  }

  /** Returns the empty range behind the text. */
  Position end() {
    return text.position(text.size());
  }

  /** Returns the tree of the statement from a lexeme to the end of the text. */
  <C extends ParserRuleContext> C parse(int from, int ruleIndex, Function<RhoParser, C> rule) {
    LexemeSource source = LexemeSource.statement(text, from, text.size());
    RuleRun<C> run = RuleRun.of(source, rule);
    C tree = run.tree();
    if (tree == null) {
      String statement = RuleNames.statement(ruleIndex);
      throw RuleFailure.at(text, source, run, rule, statement, List.of());
    }
    return tree;
  }

  /** Returns the tree of the statement; null if the rule does not fit, so that it is SQL. */
  <C extends ParserRuleContext> @Nullable C parseIfFits(int from, Function<RhoParser, C> rule) {
    return RuleRun.of(LexemeSource.statement(text, from, text.size()), rule).tree();
  }
}
