package org.rhodb.shell.serve;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.flight.Ticket;

/** The statements that are running, by the ticket they were fetched with. */
final class RunningStatements {
  private final Map<ByteString, Set<Execution>> byTicket = new ConcurrentHashMap<>();

  /** Notes an execution until it is done. */
  void add(Ticket ticket, Execution execution) {
    ByteString key = ByteString.copyFrom(ticket.getBytes());
    byTicket.compute(
        key,
        (ignored, before) -> {
          Set<Execution> executions = before == null ? ConcurrentHashMap.newKeySet() : before;
          executions.add(execution);
          return executions;
        });
    execution.onEnd(
        () ->
            byTicket.computeIfPresent(
                key,
                (ignored, executions) -> {
                  executions.remove(execution);
                  return executions.isEmpty() ? null : executions;
                }));
  }

  /** Returns how many there are. */
  int count() {
    return byTicket.values().stream().mapToInt(Set::size).sum();
  }

  /** Cancels what a session has fetched with a ticket; returns whether anything was running. */
  boolean cancel(Ticket ticket, ClientSession session) {
    Set<Execution> executions =
        byTicket.getOrDefault(ByteString.copyFrom(ticket.getBytes()), Set.of());
    boolean isFound = false;
    for (Execution execution : executions) {
      if (execution.session() == session && !execution.isDone()) {
        execution.cancel("cancelled by the client");
        isFound = true;
      }
    }
    return isFound;
  }
}
