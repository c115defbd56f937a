package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.shell.Rhodb;

/** The server as a process of its own, told to stop in the middle of a statement. */
// Clients' close may throw InterruptedException, which a test lets through.
@SuppressWarnings("try")
final class ServeProcessTest {
  private static final Pattern ADDRESS = Pattern.compile("grpc\\+tcp://127\\.0\\.0\\.1:\\d+");

  @TempDir private Path folder;

  @Test
  void stopsInOrderAtSigterm() throws Exception {
    stopsInOrder("-TERM");
  }

  @Test
  void stopsInOrderAtCtrlC() throws Exception {
    stopsInOrder("-INT");
  }

  private void stopsInOrder(String signal) throws Exception {
    Path errors = folder.resolve("errors.txt");
    Path database = folder.resolve("study.rhodb");
    Process server = start(errors, database);
    try (RootAllocator allocator = new RootAllocator();
        FlightSqlClient client = client(allocator, server, errors);
        FlightSqlClient other = client(allocator, server, errors)) {
      client.executeUpdate("CREATE TABLE done AS SELECT range AS x FROM range(1000)");
      other.executeUpdate("BEGIN TRANSACTION");
      other.executeUpdate("INSERT INTO done SELECT range FROM range(10)");
      CompletableFuture<Long> half =
          CompletableFuture.supplyAsync(
              () ->
                  client.executeUpdate(
                      "CREATE TABLE half AS SELECT a.range AS x FROM range(100000) a,"
                          + " range(100000) b"));
      TimeUnit.SECONDS.sleep(1);
      assertThat(half).isNotDone();
      Process kill = new ProcessBuilder("kill", signal, Long.toString(server.pid())).start();
      assertThat(kill.waitFor()).isZero();
      assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
      assertThat(half)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(FlightRuntimeException.class)
          .withMessageContaining("error R506: the server is stopping");
    } finally {
      server.destroyForcibly();
    }
    assertThat(Files.readString(errors, StandardCharsets.UTF_8))
        .contains("rhodb: stopping, 2 sessions", "rhodb: stopped, everything is saved")
        .doesNotContain("\tat ");
    assertThat(database.resolve("catalog.duckdb.wal")).doesNotExist();
    try (Engine engine = Engine.open(Options.of(database).withReadOnly(true));
        Session session = engine.openSession();
        QueryResult rows =
            session.execute(
                "SELECT (SELECT count(*) FROM done),"
                    + " (SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half')")) {
      assertThat(rows.next()).isTrue();
      assertThat(List.of(rows.value(0), rows.value(1))).isEqualTo(List.of(1000L, 0L));
    }
  }

  private static FlightSqlClient client(RootAllocator allocator, Process server, Path errors)
      throws Exception {
    ServedStudy.await("it serves", () -> !server.isAlive() || address(errors).find());
    Matcher address = address(errors);
    assertThat(address.find()).as(Files.readString(errors)).isTrue();
    return new FlightSqlClient(
        FlightClient.builder(allocator, new Location(address.group())).build());
  }

  private static Matcher address(Path errors) {
    try {
      return ADDRESS.matcher(Files.readString(errors, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process start(Path errors, Path database) throws IOException {
    return new ProcessBuilder(
            // A process started in the background of a script inherits that it ignores SIGINT.
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Rhodb.class.getName(),
            "serve",
            database.toString(),
            "--writable",
            "--port",
            "0")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(errors.toFile())
        .start();
  }
}
