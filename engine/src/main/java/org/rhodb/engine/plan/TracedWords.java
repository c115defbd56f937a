package org.rhodb.engine.plan;

import java.util.List;
import java.util.Locale;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;

/** The lexemes of a text that is edited, as words in upper case. */
final class TracedWords {
  private final TracedText text;
  private List<Lexeme> lexemes;

  /** Splits a text without comments. */
  TracedWords(TracedText text) {
    this.text = text;
    this.lexemes = QueryParser.lexemes(text.text());
  }

  /** Splits the text anew, after it was edited. */
  void refresh() {
    lexemes = QueryParser.lexemes(text.text());
  }

  /** Returns the number of lexemes. */
  int size() {
    return lexemes.size();
  }

  /** Returns a lexeme of the text as it was when it was split. */
  Lexeme get(int index) {
    return lexemes.get(index);
  }

  /** Returns a lexeme in upper case; empty where there is none. */
  String word(int index) {
    return index >= 0 && index < lexemes.size()
        ? text.text()
            .substring(lexemes.get(index).start(), lexemes.get(index).end())
            .toUpperCase(Locale.ROOT)
        : "";
  }

  /** Returns 1 for a bracket that opens, -1 for one that closes, else 0. */
  int depth(int index) {
    return switch (word(index)) {
      case "(", "[", "{" -> 1;
      case ")", "]", "}" -> -1;
      default -> 0;
    };
  }

  /** Returns the bracket that encloses a lexeme, or that it closes; -1 if there is none. */
  int enclosing(int index) {
    int depth = 0;
    for (int i = index - 1; i >= 0; i--) {
      depth += depth(i);
      if (depth > 0) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the bracket that closes what one opens, or -1. */
  int closing(int opening) {
    int depth = 0;
    for (int i = opening; i < size(); i++) {
      depth += depth(i);
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
