package org.rhodb.grammar.scan;

import java.util.Arrays;
import org.antlr.v4.runtime.Token;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.StatementText;

/**
 * A part of a script as lexemes: their types (constants of {@link RhoLexer}) and their ranges in
 * the script. Scanning takes time and memory in proportion to the text and never fails.
 */
public final class ScannedText {
  private final String script;
  private final int end;
  private final LineMap lines;
  private int[] types = new int[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] partners = new int[0];
  private int size;

  private ScannedText(String script, int end, LineMap lines) {
    this.script = script;
    this.end = end;
    this.lines = lines;
  }

  /** Scans a whole script, its comments too. */
  public static ScannedText withComments(String script) {
    return scan(script, 0, script.length(), 1, 1, true);
  }

  /**
   * Scans a part of a script without its comments; a comment that is never closed is kept.
   *
   * @param line line of {@code start}, 1-based
   * @param column column of {@code start}, 1-based
   */
  public static ScannedText of(String script, int start, int end, int line, int column) {
    return scan(script, start, end, line, column, false);
  }

  /** Scans one statement without its comments. */
  public static ScannedText of(StatementText statement) {
    return of(
        statement.script(),
        statement.start(),
        statement.end(),
        statement.line(),
        statement.column());
  }

  private static ScannedText scan(
      String script, int start, int end, int line, int column, boolean hasComments) {
    ScannedText text = new ScannedText(script, end, new LineMap(script, start, end, line, column));
    ScriptCharacters characters = new ScriptCharacters(script, start, end);
    RhoLexer lexer = new RhoLexer(characters);
    lexer.removeErrorListeners();
    while (true) {
      Token token = lexer.nextToken();
      int type = token.getType();
      int from = token.getStartIndex();
      if (type == Token.EOF) {
        if (from < end) {
          // Only an open comment is still unfinished at the end of the text.
          text.add(RhoLexer.OPEN_COMMENT, from, end);
        }
        return text;
      }
      if (type == RhoLexer.DOLLAR_OPEN) {
        characters.seek(text.addDollarString(from, token.getStopIndex() + 1));
      } else if (hasComments || !isComment(type)) {
        text.add(type, from, token.getStopIndex() + 1);
      }
    }
  }

  private static boolean isComment(int type) {
    return type == RhoLexer.BLOCK_COMMENT || type == RhoLexer.LINE_COMMENT;
  }

  /** Adds the text that the tag in {@code [from, to)} opens; returns the offset behind it. */
  private int addDollarString(int from, int to) {
    String tag = script.substring(from, to);
    int close = script.indexOf(tag, to);
    if (close < 0 || close + tag.length() > end) {
      add(RhoLexer.UNCLOSED_DOLLAR, from, end);
      return end;
    }
    add(RhoLexer.DOLLAR_STRING, from, close + tag.length());
    return close + tag.length();
  }

  private void add(int type, int from, int to) {
    if (size == types.length) {
      int capacity = size + (size >> 1);
      types = Arrays.copyOf(types, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    types[size] = type;
    starts[size] = from;
    ends[size++] = to;
  }

  /** Returns the whole script. */
  public String script() {
    return script;
  }

  /** Returns the number of lexemes. */
  public int size() {
    return size;
  }

  /** Returns a lexeme's type; {@link Token#EOF} behind the last one and before the first. */
  public int type(int index) {
    return index >= 0 && index < size ? types[index] : Token.EOF;
  }

  /** Returns the offset of a lexeme's first character; behind the last lexeme, where it ends. */
  public int start(int index) {
    return index < size ? starts[index] : end(size - 1);
  }

  /** Returns the offset behind a lexeme's last character. */
  public int end(int index) {
    return size == 0 ? end : ends[Math.min(index, size - 1)];
  }

  /** Returns the lexeme that an offset of the script is in, or -1 between lexemes. */
  public int lexemeAt(int offset) {
    int found = Arrays.binarySearch(starts, 0, size, offset);
    int lexeme = found >= 0 ? found : -found - 2;
    return lexeme >= 0 && offset < ends[lexeme] ? lexeme : -1;
  }

  /** Returns a lexeme's characters; empty behind the last one. */
  public String text(int index) {
    return script.substring(start(index), end(index));
  }

  /** Returns whether a lexeme is this word, in any case. */
  public boolean isWord(int index, String word) {
    return index >= 0
        && index < size
        && ends[index] - starts[index] == word.length()
        && script.regionMatches(true, starts[index], word, 0, word.length());
  }

  /** Returns where a lexeme stands; behind the last one, the empty range after it. */
  public Position position(int index) {
    return range(start(index), end(index));
  }

  /** Returns the place of the characters from {@code start} to {@code end}. */
  public Position range(int start, int end) {
    return lines.position(start, end);
  }

  /** Returns the index of the bracket that closes the one at {@code index}, or -1. */
  public int partner(int index) {
    if (partners.length == 0) {
      partners = BracketPairs.find(types, size);
    }
    return partners[index];
  }
}
