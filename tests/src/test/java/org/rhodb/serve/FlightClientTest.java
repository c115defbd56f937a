package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.Transaction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the protocol has and neither driver asks for: transactions, cancellation, sessions. */
// Clients' close may throw InterruptedException, which a test lets through.
@SuppressWarnings("try")
final class FlightClientTest {
  @TempDir private Path folder;
  private ServedStudy study;
  private BufferAllocator allocator;
  private FlightSqlClient client;

  @BeforeEach
  void open() throws Exception {
    study = ServedStudy.open(ServedStudy.create(folder), true);
    allocator = new RootAllocator();
    client =
        new FlightSqlClient(
            FlightClient.builder(allocator, new Location(study.server().address()))
                .intercept(new ClientCookieMiddleware.Factory())
                .build());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    allocator.close();
    study.close();
  }

  private String one(String sql) throws Exception {
    FlightInfo info = client.execute(sql);
    try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
      assertThat(stream.next()).isTrue();
      assertThat(info.getSchemaOptional()).contains(stream.getSchema());
      return String.valueOf(stream.getRoot().getVector(0).getObject(0));
    }
  }

  @Test
  void commitsAndRollsBack() throws Exception {
    Transaction transaction = client.beginTransaction();
    assertThat(client.executeUpdate("INSERT INTO parent VALUES (1), (2)", transaction))
        .isEqualTo(2);
    client.rollback(transaction);
    assertThat(one("SELECT count(*) FROM parent")).isEqualTo("0");
    Transaction next = client.beginTransaction();
    client.executeUpdate("INSERT INTO parent VALUES (3)", next);
    client.commit(next);
    assertThat(one("SELECT count(*) FROM parent")).isEqualTo("1");
    assertThatThrownBy(() -> client.commit(next)).hasMessageContaining("A207");
  }

  @Test
  void cancelsByName() throws Exception {
    FlightInfo info = client.execute("SELECT range FROM range(4000000000)");
    assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info)).getStatus())
        .isEqualTo(CancelStatus.NOT_CANCELLABLE);
    try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
      assertThat(stream.next()).isTrue();
      assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info)).getStatus())
          .isEqualTo(CancelStatus.CANCELLING);
      assertThatThrownBy(
              () -> {
                while (stream.next()) {
                  // What was under way still comes.
                }
              })
          .isInstanceOfSatisfying(
              FlightRuntimeException.class,
              e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.CANCELLED))
          .hasMessageContaining("error R506: cancelled by the client");
    }
    assertThat(study.server().runningCount()).isZero();
    assertThat(one("SELECT 42")).isEqualTo("42");
  }

  @Test
  void startsAfreshAfterAClosedSession() throws Exception {
    one("SET max_rows = 77");
    client.closeSession(new CloseSessionRequest());
    assertThat(study.server().sessionCount()).isZero();
    assertThat(one("SELECT value FROM settings() WHERE setting = 'max_rows'")).isNotEqualTo("77");
  }

  @Test
  void runsAnotherStatementWhileRowsAreLeft() throws Exception {
    FlightInfo info = client.execute("SELECT range FROM range(200000)");
    try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
      assertThat(stream.next()).isTrue();
      long rows = stream.getRoot().getRowCount();
      assertThat(one("SELECT 42")).isEqualTo("42");
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
      assertThat(rows).isEqualTo(200_000);
    }
  }

  @Test
  void refusesAnotherStatementWhereTheRowsLeftFillMemoryAndLosesNone() throws Exception {
    // 20 million rows take 1 GB of the heap: more than a quarter of the tests' 2 GB.
    FlightInfo info = client.execute("SELECT range FROM range(20000000)");
    try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
      assertThat(stream.next()).isTrue();
      long rows = stream.getRoot().getRowCount();
      assertThatThrownBy(() -> one("SELECT 42"))
          .isInstanceOfSatisfying(
              FlightRuntimeException.class,
              e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED))
          .hasMessageContaining("error R501")
          .hasMessageContaining("close it first, or use another connection");
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
      assertThat(rows).isEqualTo(20_000_000);
    }
    assertThat(one("SELECT 42")).isEqualTo("42");
  }

  @Test
  void sendsWarningsWithTheSchemaAndTheHeaders() throws Exception {
    String sql =
        "SELECT layer // 1 AS n FROM (CORRELATE MODELS seed0, seed1 ON ref AT CHECKPOINT 2000)"
            + " WHERE rho > 0.9 GROUP BY ALL ORDER BY ALL";
    String warning = "ran without push-downs: // is the store's own operator";
    HeldHeaders held = new HeldHeaders();
    try (FlightSqlClient hearing =
        new FlightSqlClient(
            FlightClient.builder(allocator, new Location(study.server().address()))
                .intercept(held)
                .build())) {
      FlightInfo info = hearing.execute(sql);
      try (FlightStream stream = hearing.getStream(info.getEndpoints().get(0).getTicket())) {
        assertThat(stream.next()).isTrue();
        assertThat(stream.getSchema().getCustomMetadata().get("rhodb.warnings"))
            .startsWith(warning);
        assertThat(stream.getSchema().getFields())
            .isEqualTo(info.getSchemaOptional().orElseThrow().getFields());
      }
      assertThat(held.warnings()).hasSize(1);
      assertThat(held.warnings().get(0)).startsWith(warning);
      hearing.executeUpdate("CREATE TABLE warned AS " + sql);
      assertThat(held.warnings()).hasSize(2);
      assertThat(held.warnings().get(1)).startsWith(warning);
      hearing.executeUpdate("CREATE TABLE silent AS SELECT 1 AS one");
      assertThat(held.warnings()).hasSize(2);
    }
  }
}
