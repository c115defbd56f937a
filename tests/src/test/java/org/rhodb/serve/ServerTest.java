package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.shell.serve.ServeOptions;

/** Who is let in, how long they may rest, and what is left when the server stops. */
final class ServerTest {
  private static final String TOKEN = "correct horse battery staple";

  @TempDir private Path folder;
  private Path database;

  @BeforeEach
  void create() {
    database = ServedStudy.create(folder);
  }

  private static ServeOptions options(
      Optional<String> token, Optional<Path> certificate, Optional<Path> key, Duration idle) {
    return new ServeOptions("127.0.0.1", 0, token, certificate, key, idle, false, "test");
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  /** Returns the rows of a table, or -1 where there is none, after everything is closed. */
  private long countAfterwards(String table) {
    try (Engine engine = Engine.open(Options.of(database).withReadOnly(true));
        Session session = engine.openSession();
        QueryResult rows =
            session.execute(
                "SELECT estimated_size FROM duckdb_tables() WHERE table_name = '" + table + "'")) {
      return rows.next() ? ((Number) rows.value(0)).longValue() : -1;
    }
  }

  @Test
  void letsInOnlyTheToken() throws SQLException {
    ServeOptions options =
        options(Optional.of(TOKEN), Optional.empty(), Optional.empty(), Duration.ofMinutes(1));
    try (ServedStudy study = ServedStudy.open(database, true, options)) {
      assertThatThrownBy(() -> count(study.connect(), "u"))
          .hasStackTraceContaining("error R513: access denied: a token is needed");
      assertThatThrownBy(() -> count(study.connect("token", TOKEN + "!"), "u"))
          .hasStackTraceContaining("error R513: access denied: the token is not the server's");
      assertThatThrownBy(() -> count(study.connect("user", "me", "password", "guess"), "u"))
          .hasStackTraceContaining("error R513");
      assertThat(study.server().sessionCount()).isZero();
      try (Connection byToken = study.connect("token", TOKEN);
          Connection byPassword = study.connect("user", "me", "password", TOKEN)) {
        assertThat(count(byToken, "u")).isEqualTo(10);
        assertThat(count(byPassword, "u")).isEqualTo(10);
      }
    }
  }

  @Test
  void encrypts() throws Exception {
    Path certificate = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    writeCertificate(certificate, key);
    ServeOptions options =
        options(
            Optional.of(TOKEN), Optional.of(certificate), Optional.of(key), Duration.ofMinutes(1));
    try (ServedStudy study = ServedStudy.open(database, true, options)) {
      try (Connection connection =
          study.connect("token", TOKEN, "tlsRootCerts", certificate.toString())) {
        assertThat(count(connection, "u")).isEqualTo(10);
      }
      assertThatThrownBy(() -> count(study.connect("token", TOKEN, "useEncryption", "false"), "u"))
          .isNotNull();
    }
  }

  private void writeCertificate(Path certificate, Path key) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    writePem(certificate, "CERTIFICATE", keys.getCertificate("server").getEncoded());
    writePem(key, "PRIVATE KEY", keys.getKey("server", password).getEncoded());
  }

  private static void writePem(Path file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file,
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n",
        StandardCharsets.US_ASCII);
  }

  @Test
  void endsSessionsThatRest() throws Exception {
    ServeOptions options =
        options(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(3));
    try (ServedStudy study = ServedStudy.open(database, true, options);
        Connection connection = study.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE mine AS SELECT 1");
      ServedStudy.await("it has ended", () -> study.server().sessionCount() == 0);
      assertThatThrownBy(() -> count(connection, "u"))
          .hasStackTraceContaining("error R509: the session has ended")
          .hasStackTraceContaining("temporary tables");
      assertThat(count(connection, "u")).isEqualTo(10);
      assertThatThrownBy(() -> count(connection, "mine")).hasStackTraceContaining("A203");
    }
  }

  @Test
  void sharesWritesBetweenClientsAndKeepsThem() throws SQLException {
    try (ServedStudy study = ServedStudy.open(database, true);
        Connection one = study.connect();
        Connection other = study.connect();
        Statement here = one.createStatement();
        Statement there = other.createStatement()) {
      here.execute("CREATE TABLE w AS SELECT range AS x FROM range(1000)");
      assertThat(count(other, "w")).isEqualTo(1000);
      assertThat(there.executeUpdate("INSERT INTO w SELECT range FROM range(5)")).isEqualTo(5);
      assertThat(count(one, "w")).isEqualTo(1005);
    }
    assertThat(countAfterwards("w")).isEqualTo(1005);
  }

  @Test
  void freesWhatAKilledClientHeld() throws Exception {
    try (ServedStudy study = ServedStudy.open(database, true);
        Connection other = study.connect()) {
      Process client =
          ClientProcess.start(
              study.server().address(), "SELECT range, range FROM range(4000000000)");
      try {
        assertThat(ClientProcess.line(client)).isEqualTo("rows");
        assertThat(study.server().runningCount()).isEqualTo(1);
        assertThat(count(other, "u")).isEqualTo(10);
        assertThat(study.server().sessionCount()).isEqualTo(2);
      } finally {
        client.destroyForcibly().waitFor();
      }
      ServedStudy.await("its statement has ended", () -> study.server().runningCount() == 0);
      ServedStudy.await("its session has ended", () -> study.server().sessionCount() == 1);
      assertThat(study.server().allocatedBytes()).isZero();
      assertThat(count(other, "u")).isEqualTo(10);
    }
  }

  @Test
  void freesWhatAClientHeldThatCutsItsConnection() throws Exception {
    try (ServedStudy study = ServedStudy.open(database, true);
        Connection other = study.connect()) {
      assertThat(count(other, "u")).isEqualTo(10);
      for (int i = 0; i < 5; i++) {
        try (Statement writing = other.createStatement()) {
          ManagedChannel channel =
              ManagedChannelBuilder.forAddress("127.0.0.1", study.server().port())
                  .usePlaintext()
                  .build();
          RootAllocator allocator = new RootAllocator();
          FlightSqlClient client =
              new FlightSqlClient(FlightGrpcUtils.createFlightClient(allocator, channel));
          FlightInfo info = client.execute("SELECT range FROM range(4000000000)");
          FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket());
          assertThat(stream.next()).isTrue();
          channel.shutdownNow();
          ServedStudy.await("its statement has ended", () -> study.server().runningCount() == 0);
          ServedStudy.await("its session has ended", () -> study.server().sessionCount() == 1);
          assertThat(writing.executeUpdate("INSERT INTO parent VALUES (" + i + ")")).isEqualTo(1);
        }
      }
      assertThat(count(other, "parent")).isEqualTo(5);
    }
  }

  @Test
  void stopsInTheMiddleAndLosesNothing() throws Exception {
    ServedStudy study = ServedStudy.open(database, true);
    Connection reading = study.connect();
    Connection writing = study.connect();
    Connection idle = study.connect();
    try (Statement select = reading.createStatement();
        Statement create = writing.createStatement();
        Statement transaction = idle.createStatement()) {
      transaction.execute("BEGIN TRANSACTION");
      transaction.execute("INSERT INTO parent VALUES (7)");
      create.execute("CREATE TABLE done AS SELECT range AS x FROM range(100)");
      Thread writer =
          new Thread(
              () -> {
                try {
                  create.execute(
                      "CREATE TABLE half AS SELECT a.range AS x FROM range(100000) a,"
                          + " range(100000) b");
                } catch (SQLException e) {
                  // The server stops it.
                }
              });
      writer.start();
      ResultSet rows = select.executeQuery("SELECT range FROM range(4000000000)");
      assertThat(rows.next()).isTrue();
      Thread.sleep(500);
      long start = System.nanoTime();
      study.close();
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
      writer.join(10_000);
      assertThat(writer.isAlive()).isFalse();
      assertThatThrownBy(
              () -> {
                while (rows.next()) {
                  // What was under way still comes.
                }
              })
          .isNotNull();
    } finally {
      for (Connection connection : new Connection[] {reading, writing, idle}) {
        try {
          connection.close();
        } catch (SQLException | RuntimeException e) {
          // Its server is gone.
        }
      }
    }
    assertThat(countAfterwards("done")).isEqualTo(100);
    assertThat(countAfterwards("half")).isEqualTo(-1);
    assertThat(countAfterwards("parent")).isZero();
    assertThat(countAfterwards("u")).isEqualTo(10);
    assertThat(database.resolve("catalog.duckdb.wal")).doesNotExist();
  }
}
