package org.rhodb.engine.plan;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rhodb.grammar.Lexeme;

/**
 * The query in a statement: all of it, or what CREATE TABLE AS, INSERT and COPY run.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record QueryPart(int start, int end) {
  private static final Set<String> QUERY_STARTS = Set.of("SELECT", "FROM", "WITH", "VALUES", "(");

  /**
   * Finds the query by the statement's first words; when in doubt there is none.
   *
   * @param lexemes of the text, without comments
   * @throws UnplannableException if the statement is of another kind
   */
  static QueryPart of(String text, List<Lexeme> lexemes) {
    Words words = new Words(text, lexemes);
    return switch (words.at(0)) {
      case "SELECT", "FROM", "WITH", "VALUES", "(" -> words.part(0, lexemes.size());
      case "CREATE" -> ofCreate(words);
      case "INSERT" -> ofInsert(words);
      case "COPY" -> ofCopy(words);
      default -> throw leftToTheStore(words.at(0) + " ..");
    };
  }

  private static QueryPart ofCreate(Words words) {
    int next = 1;
    while (Set.of("OR", "REPLACE", "TEMP", "TEMPORARY").contains(words.at(next))) {
      next++;
    }
    int as = words.find(next, "AS");
    if (!words.at(next).equals("TABLE") || as < 0) {
      throw leftToTheStore("CREATE " + words.at(next) + " ..");
    }
    return words.part(as + 1, words.size());
  }

  private static QueryPart ofInsert(Words words) {
    int into = words.find(0, "INTO");
    int query = -1;
    for (int i = into + 2; into > 0 && i < words.size() && query < 0; i++) {
      boolean isList = words.at(i).equals("(") && !QUERY_STARTS.contains(words.at(i + 1));
      if (isList) {
        i = words.closing(i);
      } else if (QUERY_STARTS.contains(words.at(i))) {
        query = i;
      }
    }
    if (query < 0) {
      throw leftToTheStore("this INSERT");
    }
    int end = words.size();
    for (int i = query; i < end; i = words.behind(i)) {
      boolean isTail =
          words.at(i).equals("RETURNING")
              || (words.at(i).equals("ON") && words.at(i + 1).equals("CONFLICT"));
      end = isTail ? i : end;
    }
    return words.part(query, end);
  }

  private static QueryPart ofCopy(Words words) {
    if (!words.at(1).equals("(")) {
      throw leftToTheStore("this COPY");
    }
    return words.part(2, words.closing(1));
  }

  private static UnplannableException leftToTheStore(String what) {
    return new UnplannableException(what + " is not planned");
  }

  /** The lexemes of a statement as upper-case text. */
  private record Words(String text, List<Lexeme> lexemes) {
    int size() {
      return lexemes.size();
    }

    /** Returns a word; empty behind the last. */
    String at(int index) {
      return index < size()
          ? text.substring(lexemes.get(index).start(), lexemes.get(index).end())
              .toUpperCase(Locale.ROOT)
          : "";
    }

    /** Returns the index of a word outside brackets, or -1. */
    int find(int from, String word) {
      for (int i = from; i < size(); i = behind(i)) {
        if (at(i).equals(word)) {
          return i;
        }
      }
      return -1;
    }

    /** Returns the index behind a word, or behind the brackets that open with it. */
    int behind(int index) {
      return at(index).equals("(") ? closing(index) + 1 : index + 1;
    }

    /** Returns the index of the bracket that closes the one at an index, or the last index. */
    int closing(int open) {
      int depth = 0;
      for (int i = open; i < size(); i++) {
        depth += at(i).equals("(") ? 1 : at(i).equals(")") ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return size() - 1;
    }

    QueryPart part(int from, int to) {
      return from < to
          ? new QueryPart(lexemes.get(from).start(), lexemes.get(to - 1).end())
          : new QueryPart(0, 0);
    }
  }
}
