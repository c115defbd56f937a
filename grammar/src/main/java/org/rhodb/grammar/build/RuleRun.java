package org.rhodb.grammar.build;

import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BufferedTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoParser;

/**
 * One run of a grammar rule: its tree and how many tokens it took, or where it failed.
 *
 * @param tree null if it failed
 * @param tokens tokens taken; if it failed, those before the one it failed at
 * @param failedIn the rule in which it failed; null if it did not
 * @param read the tokens read, at least {@code tokens}
 */
record RuleRun<C extends ParserRuleContext>(
    @Nullable C tree, int tokens, @Nullable ParserRuleContext failedIn, List<Token> read) {

  /** Runs a rule from the source's next token on. */
  static <C extends ParserRuleContext> RuleRun<C> of(
      TokenSource source, Function<RhoParser, C> rule) {
    BufferedTokenStream stream = new BufferedTokenStream(source);
    RhoParser parser = new RhoParser(stream);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      C tree = rule.apply(parser);
      return new RuleRun<>(tree, stream.index(), null, stream.getTokens());
    } catch (ParseCancellationException e) {
      if (e.getCause() instanceof RecognitionException failure) {
        return new RuleRun<>(
            null,
            failure.getOffendingToken().getTokenIndex(),
            (ParserRuleContext) failure.getCtx(),
            stream.getTokens());
      }
      throw e;
    }
  }

  /** Returns whether a type is among the tokens taken. */
  boolean has(int type) {
    return read.subList(0, tokens).stream().anyMatch(token -> token.getType() == type);
  }
}
