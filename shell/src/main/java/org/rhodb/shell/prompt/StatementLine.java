package org.rhodb.shell.prompt;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

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
    int start = Math.min(cursor, line.length());
    while (start > 0 && isWordCharacter(line.charAt(start - 1))) {
      start--;
    }
    if (start > 0 && line.charAt(start - 1) == '.' && line.substring(0, start - 1).isBlank()) {
      start--;
    }
    int end = Math.min(cursor, line.length());
    while (end < line.length() && isWordCharacter(line.charAt(end))) {
      end++;
    }
    return new StatementLine(line, cursor, start, end);
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
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
