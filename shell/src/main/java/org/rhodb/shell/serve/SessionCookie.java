package org.rhodb.shell.serve;

import java.util.Optional;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.RequestContext;

/** The cookie by which a client's calls are known to be of one session; one object a call. */
final class SessionCookie implements FlightServerMiddleware {
  static final Key<SessionCookie> KEY = Key.of("rhodb-session");
  private static final String NAME = "rhodb_session";

  private final Optional<String> presented;
  private volatile String answer = "";

  private SessionCookie(Optional<String> presented) {
    this.presented = presented;
  }

  /** Reads the cookie of each call. */
  static final class Reader implements Factory<SessionCookie> {
    @Override
    public SessionCookie onCallStarted(CallInfo call, CallHeaders headers, RequestContext context) {
      for (String header : headers.getAll("cookie")) {
        for (String pair : header.split(";")) {
          int equals = pair.indexOf('=');
          if (equals > 0 && pair.substring(0, equals).strip().equals(NAME)) {
            String value = pair.substring(equals + 1).strip();
            return new SessionCookie(Optional.of(value.replace("\"", "")));
          }
        }
      }
      return new SessionCookie(Optional.empty());
    }
  }

  /** Returns the session that the client names. */
  Optional<String> presented() {
    return presented;
  }

  /** Gives the client a session's name with the answer. */
  void give(String id) {
    answer = NAME + "=" + id;
  }

  /** Takes the name back with the answer. */
  void takeBack() {
    answer = NAME + "=ended; Max-Age=0";
  }

  @Override
  public void onBeforeSendingHeaders(CallHeaders headers) {
    if (!answer.isEmpty()) {
      headers.insert("set-cookie", answer);
    }
  }

  @Override
  public void onCallCompleted(CallStatus status) {}

  @Override
  public void onCallErrored(Throwable error) {}
}
