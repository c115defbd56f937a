package org.rhodb.engine.error;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.Position;

/** The only exception a user ever sees: a code, a sentence, a place in their text, a way out. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient @Nullable Position position;
  private final String hint;
  private final transient List<QueryException> others;
  private final SqlFault fault;

  private QueryException(
      ErrorCode code,
      String message,
      @Nullable Position position,
      String hint,
      List<QueryException> others,
      SqlFault fault,
      @Nullable Throwable cause) {
    super(requireNonNull(message, "message is null"), cause);
    this.code = requireNonNull(code, "code is null");
    this.position = position;
    this.hint = requireNonNull(hint, "hint is null");
    this.others = List.copyOf(others);
    this.fault = requireNonNull(fault, "fault is null");
  }

  /**
   * Returns an error without a place in the text. The message is lower case, without a full stop.
   */
  public static QueryException of(ErrorCode code, String message) {
    return new QueryException(code, message, null, "", List.of(), SqlFault.NONE, null);
  }

  /** Returns an error at a place in the user's text. */
  public static QueryException at(Position position, ErrorCode code, String message) {
    return new QueryException(
        code,
        message,
        requireNonNull(position, "position is null"),
        "",
        List.of(),
        SqlFault.NONE,
        null);
  }

  /** Returns this error with what the user could do, such as {@code did you mean 'layer'?}. */
  public QueryException withHint(String newHint) {
    return new QueryException(code, getMessage(), position, newHint, others, fault, getCause());
  }

  /** Returns this error with what failed by it before its message: a part of the message. */
  public QueryException about(String failed) {
    return new QueryException(
        code, failed + ": " + getMessage(), position, hint, others, fault, getCause());
  }

  /** Returns this error with what caused it; shown only with {@code --debug}. */
  public QueryException withCause(Throwable cause) {
    return new QueryException(code, getMessage(), position, hint, others, fault, cause);
  }

  /** Returns this error at a place, unless it has one already. */
  public QueryException orAt(Position newPosition) {
    return position != null
        ? this
        : new QueryException(code, getMessage(), newPosition, hint, others, fault, getCause());
  }

  /**
   * Returns this error and its others at other places, for those in text that the user never saw.
   *
   * @param places gives the user's place of one in that text; empty: there is none
   */
  public QueryException movedTo(Function<Position, Optional<Position>> places) {
    return new QueryException(
        code,
        getMessage(),
        position().flatMap(places).orElse(null),
        hint,
        others.stream().map(other -> other.movedTo(places)).toList(),
        fault,
        getCause());
  }

  /** Returns this error with the other errors of the same statement, in source order. */
  public QueryException withOthers(List<QueryException> newOthers) {
    return new QueryException(code, getMessage(), position, hint, newOthers, fault, getCause());
  }

  /** Returns this error with what in SQL it is about. */
  public QueryException withFault(SqlFault newFault) {
    return new QueryException(code, getMessage(), position, hint, others, newFault, getCause());
  }

  /** Returns what in SQL it is about; {@link SqlFault#NONE} where the code says all. */
  public SqlFault fault() {
    return fault;
  }

  /** Returns the other errors of the same statement, in source order. */
  public List<QueryException> others() {
    return others;
  }

  /** Returns the code. */
  public ErrorCode code() {
    return code;
  }

  /** Returns the place in the script, if one is to blame. */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /** Returns what the user could do; empty if nothing is known. */
  public String hint() {
    return hint;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
