package org.rhodb.grammar;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A text that is not a statement: why, where, and what could have stood there. */
public final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Position position;
  private final transient List<String> expected;
  private final String hint;

  /**
   * Describes what is wrong with a text.
   *
   * @param message lower case, without a full stop; names the value found and the values allowed
   * @param position the characters to blame
   * @param expected what could stand there, at most eight, sorted; empty if that is not the point
   * @param hint what the user could do, such as {@code did you mean 'NEURONS'?}; empty: nothing
   */
  public SyntaxException(
      Kind kind, String message, Position position, List<String> expected, String hint) {
    super(requireNonNull(message, "message is null"));
    this.kind = requireNonNull(kind, "kind is null");
    this.position = requireNonNull(position, "position is null");
    this.expected = List.copyOf(expected);
    this.hint = requireNonNull(hint, "hint is null");
  }

  /** Returns what is wrong. */
  public Kind kind() {
    return kind;
  }

  /** Returns the characters to blame; an empty range behind the text if something is missing. */
  public Position position() {
    return position;
  }

  /** Returns what could stand there, at most eight, sorted. */
  public List<String> expected() {
    return expected;
  }

  /** Returns what the user could do; empty if nothing is known. */
  public String hint() {
    return hint;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /** What can be wrong with a text. */
  public enum Kind {
    /** It is not a statement of the language. */
    UNEXPECTED,
    /** A string, quoted name or comment is never closed. */
    UNCLOSED,
    /** A character that no statement may hold: NUL or half a surrogate pair. */
    INVALID_CHARACTER,
    /** It is nested deeper, or longer, than can be read. */
    TOO_LARGE,
    /** A parameter has no value, or one that does not fit where it stands. */
    UNFIT_VALUE
  }
}
