package org.rhodb.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightClientMiddleware;

/** Keeps the warnings that a client's answers bring in their headers. */
final class HeldHeaders implements FlightClientMiddleware.Factory {
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  List<String> warnings() {
    return warnings;
  }

  @Override
  public FlightClientMiddleware onCallStarted(CallInfo info) {
    return new FlightClientMiddleware() {
      @Override
      public void onBeforeSendingHeaders(CallHeaders outgoing) {}

      @Override
      public void onHeadersReceived(CallHeaders incoming) {
        for (String value : incoming.getAll("rhodb-warning")) {
          warnings.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
      }

      @Override
      public void onCallCompleted(CallStatus status) {}
    };
  }
}
