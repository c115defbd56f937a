package org.rhodb.grammar.scan;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.Lexeme.Kind;
import org.rhodb.grammar.RhoLexer;

/** Tells what each lexeme is to the eye. */
public final class LexemeKinds {
  private LexemeKinds() {}

  /** Returns the lexemes of a text, its comments too if they were scanned. */
  public static List<Lexeme> of(ScannedText text) {
    List<Lexeme> lexemes = new ArrayList<>(text.size());
    DslReach reach = new DslReach();
    for (int i = 0; i < text.size(); i++) {
      int type = text.type(i);
      boolean isComment = type == RhoLexer.BLOCK_COMMENT || type == RhoLexer.LINE_COMMENT;
      boolean isDsl = !isComment && reach.pass(type, next(text, i));
      lexemes.add(new Lexeme(kind(type, isDsl), text.start(i), text.end(i)));
    }
    return lexemes;
  }

  /** Returns the type of the next lexeme that is no comment. */
  private static int next(ScannedText text, int index) {
    int next = index + 1;
    while (text.type(next) == RhoLexer.BLOCK_COMMENT || text.type(next) == RhoLexer.LINE_COMMENT) {
      next++;
    }
    return text.type(next);
  }

  private static Kind kind(int type, boolean isDsl) {
    if (Words.isDsl(type)) {
      return isDsl ? Kind.DSL_WORD : Kind.IDENTIFIER;
    }
    if (Words.isSql(type)) {
      return Kind.KEYWORD;
    }
    return switch (type) {
      case RhoLexer.IDENTIFIER, RhoLexer.QUOTED_NAME -> Kind.IDENTIFIER;
      case RhoLexer.STRING, RhoLexer.ESCAPE_STRING, RhoLexer.DOLLAR_STRING -> Kind.STRING;
      case RhoLexer.NUMBER -> Kind.NUMBER;
      case RhoLexer.PARAMETER -> Kind.PARAMETER;
      case RhoLexer.LINE_COMMENT, RhoLexer.BLOCK_COMMENT -> Kind.COMMENT;
      case RhoLexer.INVALID,
          RhoLexer.UNCLOSED_STRING,
          RhoLexer.UNCLOSED_ESCAPE_STRING,
          RhoLexer.UNCLOSED_NAME,
          RhoLexer.UNCLOSED_DOLLAR,
          RhoLexer.OPEN_COMMENT,
          Token.EOF ->
          Kind.ERROR;
      default -> Kind.OPERATOR;
    };
  }
}
