package org.rhodb.grammar.scan;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A part of a script as the lexer sees it: UTF-16 units at their offsets in the script, folded to
 * the first 128 characters (see the package).
 */
final class ScriptCharacters implements CharStream {
  /** What the grammar takes for any letter beyond ASCII. */
  private static final int LETTER = 0x7F;

  /** What the grammar takes for a character no statement may hold. */
  private static final int INVALID = 0;

  private final String script;
  private final int end;
  private int index;

  /** Reads {@code script} from {@code start} to {@code end}. */
  ScriptCharacters(String script, int start, int end) {
    this.script = script;
    this.index = start;
    this.end = end;
  }

  @Override
  public int LA(int distance) {
    int at = distance < 0 ? index + distance : index + distance - 1;
    return at < 0 || at >= end || distance == 0 ? IntStream.EOF : folded(at);
  }

  private int folded(int at) {
    char c = script.charAt(at);
    if (c < LETTER) {
      return c >= ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B
          ? c
          : INVALID;
    }
    if (c == LETTER || isLoneSurrogate(script, at, end)) {
      return INVALID;
    }
    return isSpace(c) ? ' ' : LETTER;
  }

  /** Returns whether half a surrogate pair stands at {@code at} without its other half. */
  static boolean isLoneSurrogate(String script, int at, int end) {
    char c = script.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 >= end || !Character.isLowSurrogate(script.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(script.charAt(at - 1)));
  }

  /** The spaces DuckDB takes for spaces, the byte order mark among them. */
  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || (c >= 0x200B && c <= 0x200D) || c == 0xFEFF;
  }

  @Override
  public void consume() {
    if (index >= end) {
      throw new IllegalStateException("read beyond the end");
    }
    index++;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int newIndex) {
    index = Math.min(newIndex, end);
  }

  @Override
  public int size() {
    return end;
  }

  @Override
  public String getText(Interval interval) {
    return script.substring(
        Math.min(interval.a, end), Math.max(interval.a, Math.min(interval.b + 1, end)));
  }

  @Override
  public String getSourceName() {
    return "script";
  }
}
