package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.shell.serve.ServeOptions;

/** A server under more, wider and longer results than a desk asks for. */
final class ManyClientsTest {
  private static final int CLIENTS = 50;

  private static Path database;
  private static ServedStudy study;

  @BeforeAll
  static void open(@TempDir Path folder) {
    database = ServedStudy.create(folder);
    study = ServedStudy.open(database, false);
  }

  @AfterAll
  static void close() {
    study.close();
  }

  @Test
  @Timeout(300)
  void servesFiftyClientsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<Long>> sums = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int own = i;
      sums.add(threads.submit(() -> sum(own)));
    }
    for (int i = 0; i < CLIENTS; i++) {
      assertThat(sums.get(i).get()).isEqualTo(19_999L * 20_000 / 2 + 20_000L * i);
    }
    threads.shutdown();
    ServedStudy.await("every session has ended", () -> study.server().runningCount() == 0);
  }

  private static long sum(int own) throws SQLException {
    long sum = 0;
    String sql = "SELECT range + " + own + " AS n, 'row ' || n AS t FROM range(20000)";
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        assertThat(rows.getString(2)).isEqualTo("row " + rows.getLong(1));
        sum += rows.getLong(1);
      }
    }
    return sum;
  }

  @Test
  @Timeout(300)
  void sendsWideRowsInBatchesOfFewRows() throws SQLException {
    String columns =
        IntStream.range(0, 2000).mapToObj(i -> "range + " + i).collect(Collectors.joining(", "));
    long most = 0;
    int read = 0;
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM range(3000)")) {
      while (rows.next()) {
        assertThat(rows.getLong(2000)).isEqualTo(read + 1999);
        most = Math.max(most, study.server().allocatedBytes());
        read++;
      }
    }
    assertThat(read).isEqualTo(3000);
    // A batch of 8,192 such rows would take 131 MB.
    assertThat(most).isLessThan(50L << 20);
  }

  @Test
  @Timeout(300)
  void sendsATextOfAHundredMegabytes() throws SQLException {
    try (Connection connection = study.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT repeat('x', 100000000) AS t UNION ALL SELECT 'y'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).hasSize(100_000_000);
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("y");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void refusesASecondServerOnOneDatabaseOrOnePort(@TempDir Path other) {
    assertThatThrownBy(() -> ServedStudy.open(database, true).close()).hasMessageContaining("open");
    ServeOptions free = ServedStudy.options(false);
    ServeOptions taken =
        new ServeOptions(
            free.host(),
            study.server().port(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            free.idle(),
            true,
            "test");
    Path second = ServedStudy.create(other);
    assertThatThrownBy(() -> ServedStudy.open(second, false, taken))
        .hasMessageContaining("cannot listen")
        .hasMessageContaining(Integer.toString(study.server().port()));
  }
}
