package org.rhodb.grammar;

import static java.util.Objects.requireNonNull;

/**
 * A piece of text that belongs together, for highlighting.
 *
 * @param kind what it is
 * @param start offset of its first character, UTF-16 units, 0-based
 * @param end offset behind its last character
 */
public record Lexeme(Kind kind, int start, int end) {

  public Lexeme {
    requireNonNull(kind, "kind is null");
  }

  /** What a lexeme is to the eye. */
  public enum Kind {
    /** A word of SQL. */
    KEYWORD,
    /** A word of the DSL, where it acts as one. */
    DSL_WORD,
    /** A name, with or without quotes. */
    IDENTIFIER,
    /** Text in quotes or dollar quotes. */
    STRING,
    /** A number. */
    NUMBER,
    /** A comment. */
    COMMENT,
    /** A sign or bracket. */
    OPERATOR,
    /** A parameter: {@code ?}, {@code $1}, {@code $name}. */
    PARAMETER,
    /** A character no statement may hold, or a string, name or comment that is never closed. */
    ERROR
  }
}
