package org.rhodb.grammar.scan;

import java.util.Arrays;
import org.antlr.v4.runtime.Token;
import org.rhodb.grammar.RhoLexer;

/**
 * Follows lexemes and tells how far a relation or statement of the DSL reaches, so that {@code
 * layer} is a word of the DSL in {@code BY LAYER} and a column in {@code SELECT layer}. A guess by
 * the first words and the clauses of SQL, for text that is still being typed.
 */
final class DslReach {
  private boolean[] isDsl = new boolean[16];
  private int depth;
  private int previous = Token.EOF;
  private boolean isFirst = true;

  /**
   * Goes past a lexeme and returns whether it is in reach.
   *
   * @param next type of the lexeme behind it
   */
  boolean pass(int type, int next) {
    boolean isInReach = isInReach(type, next);
    switch (type) {
      case RhoLexer.SEMICOLON -> {
        depth = 0;
        isDsl[0] = false;
      }
      case RhoLexer.OPEN, RhoLexer.OPEN_BRACKET -> push();
      case RhoLexer.CLOSE, RhoLexer.CLOSE_BRACKET -> depth = Math.max(0, depth - 1);
      default -> isDsl[depth] = isInReach;
    }
    isFirst = type == RhoLexer.SEMICOLON || (isFirst && isPrefix(type));
    previous = type;
    return isInReach;
  }

  private boolean isInReach(int type, int next) {
    return switch (type) {
      case RhoLexer.CORRELATE ->
          isDsl[depth] || next == RhoLexer.MODELS || next == RhoLexer.MODEL || next == RhoLexer.ALL;
      case RhoLexer.UNIVERSAL -> isDsl[depth] || next == RhoLexer.NEURONS;
      case RhoLexer.ACTIVATIONS -> isDsl[depth] || next == RhoLexer.OF;
      case RhoLexer.PERSIST, RhoLexer.ABLATE ->
          isDsl[depth] || (next == RhoLexer.OPEN && isBeforeQuery(previous));
      case RhoLexer.INGEST -> isDsl[depth] || isFirst;
      case RhoLexer.MODEL, RhoLexer.CORPUS -> isDsl[depth] || isCatalogVerb(previous);
      case RhoLexer.MODELS,
          RhoLexer.CHECKPOINTS,
          RhoLexer.CORPORA,
          RhoLexer.RUNS,
          RhoLexer.SETTINGS ->
          isDsl[depth] || previous == RhoLexer.SHOW;
      case RhoLexer.WHERE,
          RhoLexer.GROUP,
          RhoLexer.HAVING,
          RhoLexer.ORDER,
          RhoLexer.LIMIT,
          RhoLexer.UNION,
          RhoLexer.EXCEPT,
          RhoLexer.INTERSECT,
          RhoLexer.JOIN,
          RhoLexer.SELECT ->
          false;
      default -> isDsl[depth];
    };
  }

  /** Elsewhere there is an expression, and persist is a function. */
  private static boolean isBeforeQuery(int type) {
    return switch (type) {
      case Token.EOF,
          RhoLexer.SEMICOLON,
          RhoLexer.OPEN,
          RhoLexer.CLOSE,
          RhoLexer.ALL,
          RhoLexer.ANALYZE,
          RhoLexer.AS,
          RhoLexer.EXCEPT,
          RhoLexer.EXPLAIN,
          RhoLexer.FROM,
          RhoLexer.INTERSECT,
          RhoLexer.JOIN,
          RhoLexer.LATERAL,
          RhoLexer.UNION,
          RhoLexer.USING ->
          true;
      default -> false;
    };
  }

  private static boolean isCatalogVerb(int type) {
    return type == RhoLexer.CREATE || type == RhoLexer.DROP || type == RhoLexer.REPLACE;
  }

  private static boolean isPrefix(int type) {
    return type == RhoLexer.EXPLAIN || type == RhoLexer.ANALYZE;
  }

  private void push() {
    if (++depth == isDsl.length) {
      isDsl = Arrays.copyOf(isDsl, 2 * depth);
    }
    isDsl[depth] = false;
  }
}
