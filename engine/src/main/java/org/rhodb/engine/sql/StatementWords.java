package org.rhodb.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;

/** The lexemes of a statement that are not comments, by their number. */
public final class StatementWords {
  /** What may stand between the verb of a statement and the name of what it makes or changes. */
  private static final Set<String> FILLERS =
      Set.of(
          "OR",
          "REPLACE",
          "TEMP",
          "TEMPORARY",
          "LOCAL",
          "GLOBAL",
          "PERSISTENT",
          "RECURSIVE",
          "UNIQUE",
          "MATERIALIZED",
          "IF",
          "NOT",
          "EXISTS",
          "IGNORE",
          "INTO",
          "ONLY");

  private final String text;
  private final List<Lexeme> lexemes;

  /** Takes a statement apart; never fails. */
  public StatementWords(String text) {
    this.text = text;
    lexemes =
        QueryParser.lexemes(text).stream()
            .filter(lexeme -> lexeme.kind() != Lexeme.Kind.COMMENT)
            .toList();
  }

  int size() {
    return lexemes.size();
  }

  /** Returns a lexeme in upper case; empty behind the end. */
  public String word(int index) {
    return index < size() ? characters(index).toUpperCase(Locale.ROOT) : "";
  }

  private String characters(int index) {
    return text.substring(start(index), lexemes.get(index).end());
  }

  /** Returns where a lexeme begins in the statement's text. */
  int start(int index) {
    return lexemes.get(index).start();
  }

  int end(int index) {
    return lexemes.get(index).end();
  }

  /** Returns the first lexeme from one on that is no filler. */
  int afterFillers(int index) {
    int next = index;
    while (FILLERS.contains(word(next))) {
      next++;
    }
    return next;
  }

  /** Returns how much deeper in parentheses the text is behind a lexeme. */
  int depthOf(int index) {
    return switch (word(index)) {
      case "(" -> 1;
      case ")" -> -1;
      default -> 0;
    };
  }

  /** Returns the first of some words that stands in no parentheses, from one on; or the size. */
  public int outside(int from, Set<String> wanted) {
    int depth = 0;
    for (int i = from; i < size(); i++) {
      depth += depthOf(i);
      if (depth == 0 && wanted.contains(word(i))) {
        return i;
      }
    }
    return size();
  }

  /**
   * Reads {@code name}, {@code schema.name} or {@code database.schema.name}, if one stands there.
   */
  QualifiedName name(int from) {
    List<String> parts = new ArrayList<>();
    int next = from;
    while (next < size() && isName(next)) {
      parts.add(unquoted(characters(next++)));
      if (!word(next).equals(".")) {
        break;
      }
      next++;
    }
    return new QualifiedName(List.copyOf(parts), from, next);
  }

  private boolean isName(int index) {
    return switch (lexemes.get(index).kind()) {
      case IDENTIFIER, KEYWORD, DSL_WORD, STRING -> true;
      case NUMBER, COMMENT, OPERATOR, PARAMETER, ERROR -> false;
    };
  }

  private static String unquoted(String part) {
    for (String quote : List.of("\"", "'")) {
      if (part.length() >= 2 && part.startsWith(quote)) {
        return part.substring(1, part.length() - 1).replace(quote + quote, quote);
      }
    }
    return part;
  }

  /**
   * A name with what qualifies it.
   *
   * @param parts from the outermost to the name itself, without quotes; none: no name stands there
   * @param first number of its first lexeme
   * @param next number of the lexeme behind it
   */
  record QualifiedName(List<String> parts, int first, int next) {
    /** Returns what qualifies it. */
    List<String> qualifiers() {
      return parts.subList(0, Math.max(0, parts.size() - 1));
    }

    /** Returns the name itself, or the empty text. */
    String last() {
      return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    }
  }
}
