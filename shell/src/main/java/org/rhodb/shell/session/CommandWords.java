package org.rhodb.shell.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Function from what stands behind a dot command to its words, cut as the shells of SQLite and
 * DuckDB do: at spaces, unless a word begins with a quote, single or double, and then at the next
 * one. In double quotes {@code \"} is a quote and {@code \\} a backslash.
 */
public final class CommandWords {
  private CommandWords() {}

  /**
   * A word.
   *
   * @param text without its quotes
   * @param end offset behind it and its quotes
   */
  public record Word(String text, int end) {}

  /**
   * Returns the first word at or behind an offset, or nothing.
   *
   * @throws QueryException A207 if its quote is never closed
   */
  public static Optional<Word> next(String line, int from) {
    int start = skipSpaces(line, from);
    if (start == line.length()) {
      return Optional.empty();
    }
    int end = end(line, start);
    if (!isQuote(line.charAt(start))) {
      return Optional.of(new Word(line.substring(start, end), end));
    }
    if (end > line.length()) {
      throw QueryException.of(
          ErrorCode.A207, "the quote of " + line.substring(start) + " is never closed");
    }
    String inside = line.substring(start + 1, end - 1);
    boolean isEscaped = line.charAt(start) == '"';
    return Optional.of(
        new Word(isEscaped ? inside.replaceAll("\\\\([\"\\\\])", "$1") : inside, end));
  }

  /**
   * Returns all words.
   *
   * @throws QueryException A207 if a quote is never closed
   */
  public static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    Optional<Word> word = next(line, 0);
    while (word.isPresent()) {
      words.add(word.get().text());
      word = next(line, word.get().end());
    }
    return words;
  }

  /**
   * Returns the word of a command that takes one, or nothing.
   *
   * @throws QueryException A207 if there are more, or a quote is never closed
   */
  public static Optional<String> single(String command, String argument) {
    List<String> words = of(argument);
    if (words.size() > 1) {
      throw QueryException.of(ErrorCode.A207, command + " takes one word; found " + words.size())
          .withHint("a name with spaces stands in quotes: " + command + " " + quoted(argument));
    }
    return words.stream().findFirst();
  }

  /** Returns a word as it must be typed: in quotes where it would be cut or changed otherwise. */
  public static String quoted(String word) {
    boolean isPlain = !word.isEmpty() && !isQuote(word.charAt(0)) && end(word, 0) == word.length();
    return isPlain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Returns where the word begins whose quote is not closed, or -1. */
  public static int openQuote(String line) {
    int start = skipSpaces(line, 0);
    while (start < line.length()) {
      int end = end(line, start);
      if (end > line.length()) {
        return start;
      }
      start = skipSpaces(line, end);
    }
    return -1;
  }

  /** Returns the offset behind the word that begins at one; beyond the line: its quote is open. */
  private static int end(String line, int start) {
    char quote = line.charAt(start);
    int end = start;
    if (!isQuote(quote)) {
      while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
        end++;
      }
      return end;
    }
    end++;
    while (end < line.length() && line.charAt(end) != quote) {
      end += quote == '"' && line.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, line.length()) + 1;
  }

  private static int skipSpaces(String line, int from) {
    int start = from;
    while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
