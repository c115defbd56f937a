package org.rhodb.serve;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;

/** A client in a process of its own, which reads the first rows of a result and then rests. */
// Clients' close may throw InterruptedException, which ends the process.
@SuppressWarnings("try")
final class ClientProcess {
  private ClientProcess() {}

  /** Starts one; it says a line when it has rows, and is killed by its caller. */
  static Process start(String address, String sql) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ClientProcess.class.getName(),
            address,
            sql)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Waits for its line. */
  static String line(Process process) throws IOException {
    return process.inputReader(StandardCharsets.UTF_8).readLine();
  }

  /** Runs in the child. */
  public static void main(String[] arguments) throws Exception {
    try (RootAllocator allocator = new RootAllocator();
        FlightSqlClient client =
            new FlightSqlClient(
                FlightClient.builder(allocator, new Location(arguments[0])).build())) {
      FlightInfo info = client.execute(arguments[1]);
      try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        out.println(stream.next() ? "rows" : "no rows");
        TimeUnit.MINUTES.sleep(10);
      }
    }
  }
}
