package org.rhodb.shell.serve;

import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.ErrorReport;
import org.rhodb.engine.error.QueryException;

/** Function from the engine's errors to Flight's: code, place and caret stand in the message. */
final class FlightErrors {
  /** The message travels in a header, of which gRPC takes 8 KiB in all, percent-encoded. */
  private static final int LONGEST = 2000;

  private FlightErrors() {}

  /**
   * Returns the error that a client sees.
   *
   * @param script the text the error's position refers to; empty if there is none
   */
  static FlightRuntimeException of(Throwable error, String script) {
    if (error instanceof FlightRuntimeException known) {
      return known;
    }
    QueryException shown =
        error instanceof QueryException query
            ? query
            : QueryException.of(ErrorCode.B901, "unexpected: " + error).withCause(error);
    if (shown.code() == ErrorCode.R504) {
      shown = shown.withHint("this server only reads; rhodb serve --writable lets clients write");
    }
    if (shown.code() == ErrorCode.R506) {
      // Whoever cancelled a statement knows which one it was.
      shown = QueryException.of(ErrorCode.R506, String.valueOf(shown.getMessage()));
    }
    String message = ErrorReport.render(shown, script).strip();
    return status(shown.code())
        .withDescription(
            message.length() > LONGEST ? message.substring(0, LONGEST) + "\u2026" : message)
        .withCause(error)
        .toRuntimeException();
  }

  private static CallStatus status(ErrorCode code) {
    return switch (code) {
      case S101, S102, S103, S104, S105, S106 -> CallStatus.INVALID_ARGUMENT;
      case A201, A202, A203, A204 -> CallStatus.NOT_FOUND;
      case A205 -> CallStatus.ALREADY_EXISTS;
      case A206, A207, A208, A209, A210, A211, A212, A213 -> CallStatus.INVALID_ARGUMENT;
      case A214 -> CallStatus.UNAUTHORIZED;
      case U301, U302, U303, U304, U305 -> CallStatus.UNIMPLEMENTED;
      case X401, X402, X403, X404, X405, X406, X407, X408, X409, X410 ->
          CallStatus.INVALID_ARGUMENT;
      case R501, R505 -> CallStatus.RESOURCE_EXHAUSTED;
      case R502, R503, R508, R509, R511, R512 -> CallStatus.UNAVAILABLE;
      case R504, R510 -> CallStatus.UNAUTHORIZED;
      case R506 -> CallStatus.CANCELLED;
      case R507 -> CallStatus.TIMED_OUT;
      case R513 -> CallStatus.UNAUTHENTICATED;
      case B901 -> CallStatus.INTERNAL;
    };
  }
}
