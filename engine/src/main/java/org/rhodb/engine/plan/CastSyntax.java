package org.rhodb.engine.plan;

import java.util.Set;
import org.rhodb.grammar.Lexeme;

/**
 * Rewrites casts for the planner's parser only: it knows fewer types than the store, and to it
 * {@code ::} casts all that stands before.
 *
 * <pre>
 *   layer::TEXT                        CAST(layer AS VARCHAR)
 *   count(*)::INT8             =&gt;      CAST(count(*) AS BIGINT)
 *   CAST(neuron AS UINTEGER)           CAST(neuron AS BIGINT)
 * </pre>
 *
 * <p>What is cast is a name, a value, a call or something in brackets; anything else stays, and is
 * refused by {@link MisreadCasts} or the parser.
 */
final class CastSyntax {
  /** More are not rewritten: each costs a walk over the text. */
  private static final int MOST_REWRITES = 256;

  private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST");

  private final TracedText text;
  private final TracedWords words;

  private CastSyntax(TracedText text) {
    this.text = text;
    this.words = new TracedWords(text);
  }

  /** Rewrites a query without comments. */
  static void rewrite(TracedText text) {
    CastSyntax syntax = new CastSyntax(text);
    for (int i = 0; i < MOST_REWRITES && syntax.rewriteInfix(); i++) {
      syntax.words.refresh();
    }
    syntax.rewriteTypes();
  }

  /** Rewrites the first {@code ::} that can be. */
  private boolean rewriteInfix() {
    for (int i = 1; i + 2 < words.size(); i++) {
      boolean isInfix =
          words.word(i).equals(":")
              && words.word(i + 1).equals(":")
              && words.get(i).end() == words.get(i + 1).start();
      int first = isInfix ? operand(i - 1) : -1;
      int last = isInfix ? endOfType(i + 2) : -1;
      if (first >= 0 && last >= 0) {
        int close = words.get(last).end();
        text.replace(close, close, ")");
        text.replace(words.get(i).start(), words.get(i + 1).end(), " AS ");
        int open = words.get(first).start();
        text.replace(open, open, "CAST(");
        return true;
      }
    }
    return false;
  }

  /** Returns the first lexeme of what ends with another, or -1. */
  private int operand(int last) {
    int first = last;
    if (words.word(last).equals(")")) {
      first = words.enclosing(last);
      boolean isCall = first > 0 && (isName(first - 1) || CASTS.contains(words.word(first - 1)));
      if (!isCall) {
        return first;
      }
      first--;
    } else if (words.get(last).kind() == Lexeme.Kind.OPERATOR
        || words.get(last).kind() == Lexeme.Kind.ERROR) {
      return -1;
    }
    while (words.word(first - 1).equals(".") && first >= 2) {
      first -= 2;
    }
    return first;
  }

  private boolean isName(int index) {
    return words.get(index).kind() == Lexeme.Kind.IDENTIFIER;
  }

  /** Returns the last lexeme of a type, or -1 for a list, which the planner does not know. */
  private int endOfType(int first) {
    int last = first;
    if (words.word(first).equals("DOUBLE") && words.word(first + 1).equals("PRECISION")) {
      last++;
    } else if (words.word(first + 2).equals("TIME") && words.word(first + 3).equals("ZONE")) {
      last += 3;
    }
    if (words.word(last + 1).equals("(")) {
      last = words.closing(last + 1);
    }
    return words.word(last + 1).equals("[") ? -1 : last;
  }

  /** Rewrites types that the planner has another name for, the last first: places before stay. */
  private void rewriteTypes() {
    for (int as = words.size() - 2; as > 0; as--) {
      if (words.word(as).equals("AS") && CASTS.contains(words.word(words.enclosing(as) - 1))) {
        Lexeme type = words.get(as + 1);
        StoreTypes.planned(words.word(as + 1))
            .ifPresent(planned -> text.replace(type.start(), type.end(), planned));
      }
    }
  }
}
