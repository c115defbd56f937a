package org.rhodb.grammar.scan;

import java.util.List;
import java.util.Locale;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.SyntaxException.Kind;

/** Refuses texts that are no statement whatever they say. */
public final class TextChecks {
  /** The longest statement, in UTF-16 units: 16 Mi lexemes of one character take 200 MB to scan. */
  public static final int MAX_LENGTH = 1 << 24;

  private TextChecks() {}

  /** Refuses a statement of more than {@link #MAX_LENGTH} units. */
  public static void refuseLength(StatementText statement) {
    int length = statement.end() - statement.start();
    if (length > MAX_LENGTH) {
      throw refuse(
          Kind.TOO_LARGE,
          "a statement has at most " + MAX_LENGTH + " characters; found " + length,
          new Position(statement.start(), statement.start(), statement.line(), statement.column()),
          "load data with COPY or read_csv");
    }
  }

  /**
   * Refuses NUL and half surrogate pairs, in strings and comments too: the store would cut the
   * statement at NUL, and store the half pair as a question mark.
   */
  public static void refuseCharacters(StatementText statement, ScannedText text) {
    String script = statement.script();
    for (int i = statement.start(); i < statement.end(); i++) {
      char c = script.charAt(i);
      boolean isHalf =
          Character.isSurrogate(c) && ScriptCharacters.isLoneSurrogate(script, i, statement.end());
      if (c == 0 || isHalf) {
        throw invalid(c, text.range(i, i + 1));
      }
    }
    for (int i = 0; i < text.size(); i++) {
      if (text.type(i) == RhoLexer.INVALID) {
        throw invalid(script.charAt(text.start(i)), text.position(i));
      }
    }
  }

  private static SyntaxException invalid(char c, Position position) {
    String what =
        c == 0
            ? "the character NUL"
            : Character.isSurrogate(c)
                ? "half a surrogate pair, " + codePoint(c)
                : "the control character " + codePoint(c);
    return refuse(Kind.INVALID_CHARACTER, "a statement cannot hold " + what, position, "");
  }

  private static String codePoint(char c) {
    return "U+" + Integer.toHexString(0x10000 + c).substring(1).toUpperCase(Locale.ROOT);
  }

  /** Refuses a string, quoted name or comment that runs to the end of the text. */
  public static void refuseUnclosed(ScannedText text) {
    int last = text.size() - 1;
    String what =
        switch (text.type(last)) {
          case RhoLexer.UNCLOSED_STRING, RhoLexer.UNCLOSED_ESCAPE_STRING -> "string; it takes '";
          case RhoLexer.UNCLOSED_NAME -> "quoted name; it takes \"";
          case RhoLexer.OPEN_COMMENT -> "comment; it takes */";
          case RhoLexer.UNCLOSED_DOLLAR -> "string; it takes " + tag(text.text(last));
          default -> "";
        };
    if (!what.isEmpty()) {
      int end = text.start(last) + (text.type(last) == RhoLexer.OPEN_COMMENT ? 2 : 1);
      throw refuse(Kind.UNCLOSED, "unclosed " + what, text.range(text.start(last), end), "");
    }
  }

  private static String tag(String text) {
    return text.substring(0, text.indexOf('$', 1) + 1);
  }

  private static SyntaxException refuse(Kind kind, String message, Position position, String hint) {
    return new SyntaxException(kind, message, position, List.of(), hint);
  }
}
