package org.rhodb.grammar.build;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.SyntaxException.Kind;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.Words;

/** Words errors: the thing, the value found, the values allowed. */
final class Complaints {
  private static final int MOST_EXPECTED = 8;
  private static final int LONGEST_QUOTE = 40;

  private Complaints() {}

  /** Returns an error that needs no list. */
  static SyntaxException of(Position position, String message) {
    return of(position, message, "");
  }

  /** Returns an error with a way out. */
  static SyntaxException of(Position position, String message, String hint) {
    return new SyntaxException(Kind.UNEXPECTED, message, position, List.of(), hint);
  }

  /**
   * Returns {@code <lead> <expected>[ <context>]; found '<lexeme>'}.
   *
   * @param expected what could stand there, sorted; the first eight are kept
   * @param words those of them a misspelt word may have meant
   */
  static SyntaxException unexpected(
      ScannedText text,
      int lexeme,
      String lead,
      List<String> expected,
      String context,
      Collection<String> words) {
    List<String> few = expected.subList(0, Math.min(expected.size(), MOST_EXPECTED));
    String hint = Spelling.hint(text.text(lexeme), words);
    String message =
        few.isEmpty()
            ? "unexpected " + found(text, lexeme)
            : lead + " " + either(few) + context + "; found " + found(text, lexeme);
    return new SyntaxException(
        Kind.UNEXPECTED,
        message,
        text.position(lexeme),
        few,
        hint.isEmpty() ? quotesHint(text, lexeme, few) : hint);
  }

  /** Returns how to write a lexeme that has the wrong quotes or lacks them; empty if none does. */
  private static String quotesHint(ScannedText text, int lexeme, List<String> expected) {
    if (text.type(lexeme) == RhoLexer.PARAMETER) {
      return "a parameter stands for a number or a text, not for a name or a word";
    }
    String found = text.text(lexeme);
    boolean takesName = expected.stream().anyMatch(item -> item.contains("name"));
    boolean takesText = expected.contains(RuleNames.TEXT);
    if (takesText && !takesName && Words.isName(text.type(lexeme))) {
      return "write '" + found.replace("\"", "") + "'";
    }
    if (takesName && !takesText && text.type(lexeme) == RhoLexer.STRING) {
      return "names stand in double quotes, or in none";
    }
    return "";
  }

  /** Returns a lexeme in quotes, or that there is none. */
  static String found(ScannedText text, int lexeme) {
    return lexeme >= text.size() ? "the end of the statement" : quoted(text.text(lexeme));
  }

  /** Returns a text in single quotes (its own, if it has them), short, on one line. */
  static String quoted(String text) {
    String quote = text.startsWith("'") ? "" : "'";
    StringBuilder quoted = new StringBuilder(quote);
    for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) ? ' ' : c);
    }
    return quoted.append(text.length() > LONGEST_QUOTE ? "..." : "").append(quote).toString();
  }

  /** Returns {@code a, b or c}. */
  static String either(List<String> items) {
    List<String> all = new ArrayList<>(items);
    String last = all.remove(all.size() - 1);
    return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
  }
}
