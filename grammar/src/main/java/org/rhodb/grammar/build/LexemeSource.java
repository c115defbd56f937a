package org.rhodb.grammar.build;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenFactory;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.scan.ScannedText;

/**
 * Hands lexemes to the parser, one by one as it asks, so that a relation costs its own length and
 * not that of the script behind it.
 *
 * <p>Of a relation it hides what is not its own: the query inside PERSIST or ABLATE becomes one
 * QUERY, and the relation ends before a second ON, before {@code ON CONFLICT}, {@code USING (} and
 * {@code USING SAMPLE}, which belong to the SQL around it.
 */
final class LexemeSource implements TokenSource {
  private final ScannedText text;
  private final int end;
  private final boolean isRelation;
  private final List<Integer> lexemes = new ArrayList<>();
  private int next;
  private int queryEnd = -1;
  private boolean hasOn;

  private LexemeSource(ScannedText text, int from, int end, boolean isRelation) {
    this.text = text;
    this.next = from;
    this.end = end;
    this.isRelation = isRelation;
  }

  /** Reads a whole statement. */
  static LexemeSource statement(ScannedText text, int from, int end) {
    return new LexemeSource(text, from, end, false);
  }

  /** Reads a relation, and what is behind it as far as the parser asks. */
  static LexemeSource relation(ScannedText text, int from, int end) {
    LexemeSource source = new LexemeSource(text, from, end, true);
    boolean hasQuery = text.type(from) == RhoLexer.PERSIST || text.type(from) == RhoLexer.ABLATE;
    if (hasQuery && text.type(from + 1) == RhoLexer.OPEN) {
      source.queryEnd = text.partner(from + 1);
    }
    return source;
  }

  /** Returns the lexeme that a token of the parser is. */
  int lexeme(int tokenIndex) {
    return lexemes.get(tokenIndex);
  }

  @Override
  public Token nextToken() {
    if (next >= end || (isRelation && isBeyondRelation())) {
      lexemes.add(next);
      return token(Token.EOF, text.start(next), text.start(next));
    }
    boolean isInQuery =
        next < queryEnd && !lexemes.isEmpty() && text.type(next - 1) == RhoLexer.OPEN;
    lexemes.add(next);
    if (isInQuery && lexemes.size() == 3) {
      Token query = token(RhoLexer.QUERY, text.start(next), text.end(queryEnd - 1));
      next = queryEnd;
      return query;
    }
    Token token = token(text.type(next), text.start(next), text.end(next));
    next++;
    return token;
  }

  private boolean isBeyondRelation() {
    int type = text.type(next);
    if (type == RhoLexer.USING) {
      return text.type(next + 1) == RhoLexer.OPEN || text.isWord(next + 1, "SAMPLE");
    }
    if (type != RhoLexer.ON || lexemes.size() < 2) {
      return false;
    }
    if (isOnConflict(text, next)) {
      return true;
    }
    boolean isSecond = hasOn;
    hasOn = true;
    return isSecond;
  }

  /** Returns whether a lexeme begins the ON CONFLICT of an INSERT. */
  static boolean isOnConflict(ScannedText text, int index) {
    int third = text.type(index + 2);
    return text.type(index) == RhoLexer.ON
        && text.isWord(index + 1, "CONFLICT")
        && (third == RhoLexer.DO || third == RhoLexer.OPEN);
  }

  private static Token token(int type, int start, int end) {
    CommonToken token = new CommonToken(type);
    token.setStartIndex(start);
    token.setStopIndex(end - 1);
    return token;
  }

  @Override
  public int getLine() {
    return 0;
  }

  @Override
  public int getCharPositionInLine() {
    return -1;
  }

  @Override
  public @Nullable CharStream getInputStream() {
    return null;
  }

  @Override
  public String getSourceName() {
    return "script";
  }

  @Override
  public void setTokenFactory(TokenFactory<?> factory) {}

  @Override
  public TokenFactory<?> getTokenFactory() {
    return CommonTokenFactory.DEFAULT;
  }
}
