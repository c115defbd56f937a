package org.rhodb.benchmark;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.shell.serve.RhoServer;
import org.rhodb.shell.serve.ServeOptions;

/**
 * Rows a second of a SELECT, read in the engine's own process and fetched from a server in the same
 * process over loopback; best of three.
 */
// Clients' close may throw InterruptedException, which ends the benchmark.
@SuppressWarnings("try")
public final class ServeBenchmark {
  private static final int REPEATS = 3;

  private ServeBenchmark() {}

  /** Something that reads all rows and returns the sum of the first column. */
  private interface Reading {
    long sum() throws Exception;
  }

  /**
   * Prints both rates.
   *
   * @param arguments number of rows
   */
  public static void main(String[] arguments) throws Exception {
    long rows = Long.parseLong(arguments[0]);
    String sql =
        "SELECT range AS id, range / 3 AS value, 'L' || range % 100 AS name FROM range("
            + rows
            + ")";
    ServeOptions options =
        new ServeOptions(
            "127.0.0.1",
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMinutes(5),
            false,
            "benchmark");
    try (Engine engine = Engine.open(Options.inMemory());
        RhoServer server = RhoServer.start(engine, options);
        Session session = engine.openSession();
        BufferAllocator allocator = new RootAllocator();
        FlightSqlClient client =
            new FlightSqlClient(
                FlightClient.builder(allocator, new Location(server.address())).build())) {
      report("in process", rows, () -> local(session, sql));
      report("Flight SQL", rows, () -> fetched(client, sql));
    }
  }

  private static long local(Session session, String sql) {
    long sum = 0;
    try (QueryResult result = session.execute(sql)) {
      while (result.next()) {
        for (int i = 1; i < result.columns().size(); i++) {
          result.value(i);
        }
        sum += (Long) result.value(0);
      }
    }
    return sum;
  }

  private static long fetched(FlightSqlClient client, String sql) throws Exception {
    long sum = 0;
    FlightInfo info = client.execute(sql);
    try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
      while (stream.next()) {
        BigIntVector ids = (BigIntVector) stream.getRoot().getVector(0);
        for (int row = 0; row < ids.getValueCount(); row++) {
          sum += ids.get(row);
        }
      }
    }
    return sum;
  }

  private static void report(String what, long rows, Reading reading) throws Exception {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long start = System.nanoTime();
      long sum = reading.sum();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      if (sum != rows * (rows - 1) / 2) {
        throw new IllegalStateException("the rows sum up to " + sum);
      }
    }
    PrintStream out = System.out;
    out.printf(Locale.ROOT, "%-10s %.2f s, %.2f million rows/s%n", what, best, rows / best / 1e6);
  }
}
