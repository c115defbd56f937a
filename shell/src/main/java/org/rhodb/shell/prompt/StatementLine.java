package org.rhodb.shell.prompt;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.rhodb.shell.session.CommandWords;

/**
 * What JLine knows of the text being edited: the word at the cursor.
 *
 * @param line the whole text
 * @param cursor offset in it
 * @param start offset of the word's first character
 * @param end offset behind the word's last character
 */
record StatementLine(String line, int cursor, int start, int end) implements CompletingParsedLine {

  /** Finds the word around the cursor. */
  static StatementLine at(String line, int cursor) {
    boolean isCommand = line.stripLeading().startsWith(".");
    int start = Math.min(cursor, line.length());
    while (start > 0 && isOfWord(line.charAt(start - 1), isCommand)) {
      start--;
    }
    if (!isCommand && start > 0 && line.charAt(start - 1) == '"') {
      start--;
    }
    int quote = isCommand ? CommandWords.openQuote(line.substring(0, cursor)) : -1;
    if (quote >= 0) {
      start = quote;
    }
    int end = Math.min(cursor, line.length());
    while (end < line.length() && isOfWord(line.charAt(end), isCommand)) {
      end++;
    }
    return new StatementLine(line, cursor, start, end);
  }

  /** In a command, words are files and options too, whose value is a word of its own. */
  private static boolean isOfWord(char c, boolean isCommand) {
    return isCommand
        ? !Character.isWhitespace(c) && c != '=' && c != ','
        : Character.isLetterOrDigit(c) || c == '_';
  }

  @Override
  public String word() {
    return line.substring(start, end);
  }

  @Override
  public int wordCursor() {
    return cursor - start;
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean isComplete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor();
  }

  @Override
  public int rawWordLength() {
    return end - start;
  }
}
