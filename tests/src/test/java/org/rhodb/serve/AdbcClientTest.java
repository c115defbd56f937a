package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcDriver;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.driver.flightsql.FlightSqlDriver;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADBC's Flight SQL driver over a server that lets clients write. */
// Clients' close may throw InterruptedException, which a test lets through.
@SuppressWarnings("try")
final class AdbcClientTest {
  @TempDir private Path folder;
  private ServedStudy study;
  private BufferAllocator allocator;
  private AdbcDatabase database;
  private AdbcConnection connection;

  @BeforeEach
  void open() throws Exception {
    study = ServedStudy.open(ServedStudy.create(folder), true);
    allocator = new RootAllocator();
    Map<String, Object> parameters = new HashMap<>();
    AdbcDriver.PARAM_URI.set(parameters, study.server().address());
    database = new FlightSqlDriver(allocator).open(parameters);
    connection = database.connect();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    database.close();
    allocator.close();
    study.close();
  }

  private List<String> query(AdbcConnection at, String sql) throws Exception {
    try (AdbcStatement statement = at.createStatement()) {
      statement.setSqlQuery(sql);
      try (AdbcStatement.QueryResult result = statement.executeQuery()) {
        return rows(result.getReader());
      }
    }
  }

  private static List<String> rows(ArrowReader reader) throws Exception {
    List<String> rows = new ArrayList<>();
    while (reader.loadNextBatch()) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      for (int row = 0; row < root.getRowCount(); row++) {
        List<String> values = new ArrayList<>();
        for (FieldVector column : root.getFieldVectors()) {
          values.add(String.valueOf(column.getObject(row)));
        }
        rows.add(String.join(" ", values));
      }
    }
    return rows;
  }

  private long update(String sql) throws Exception {
    try (AdbcStatement statement = connection.createStatement()) {
      statement.setSqlQuery(sql);
      return statement.executeUpdate().getAffectedRows();
    }
  }

  @Test
  void readsAndWrites() throws Exception {
    assertThat(query(connection, "SELECT model, neuron FROM u WHERE neuron < 2 ORDER BY neuron"))
        .containsExactly("seed0 0", "seed0 1");
    update("CREATE TABLE w AS SELECT range AS x FROM range(5)");
    assertThat(update("DELETE FROM w WHERE x > 2")).isEqualTo(2);
    assertThat(query(connection, "SELECT sum(x) FROM w")).containsExactly("3");
    assertThat(query(connection, "INSERT INTO w VALUES (10), (11)")).containsExactly("2");
    assertThat(query(connection, "SET max_rows = 1000")).containsExactly("max_rows = 1000");
    update("CREATE OR REPLACE MODEL again FROM 'seed2'");
    assertThat(query(connection, "SELECT name FROM models WHERE name = 'again'"))
        .containsExactly("again");
  }

  @Test
  void keepsTheSessionOfAConnectionWithoutCookies() throws Exception {
    query(connection, "SET max_rows = 4321");
    String setting = "SELECT value FROM settings() WHERE setting = 'max_rows'";
    assertThat(query(connection, setting)).containsExactly("4321");
    assertThat(study.server().sessionCount()).isEqualTo(1);
    try (AdbcConnection other = database.connect()) {
      assertThat(query(other, setting)).isNotEqualTo(List.of("4321"));
      assertThat(study.server().sessionCount()).isEqualTo(2);
    }
    ServedStudy.await("its session has ended", () -> study.server().sessionCount() == 1);
  }

  @Test
  void bindsColumnsOfValues() throws Exception {
    update("CREATE TABLE w (x BIGINT)");
    try (AdbcStatement statement = connection.createStatement();
        BigIntVector values = new BigIntVector("x", allocator)) {
      values.allocateNew(3);
      for (int i = 0; i < 3; i++) {
        values.set(i, 10L * i);
      }
      values.setValueCount(3);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(values)) {
        statement.setSqlQuery("INSERT INTO w VALUES (?)");
        statement.prepare();
        statement.bind(root);
        assertThat(statement.executeUpdate().getAffectedRows()).isEqualTo(3);
      }
    }
    assertThat(query(connection, "SELECT x FROM w ORDER BY x")).containsExactly("0", "10", "20");
  }

  @Test
  void pointsAtWhatIsWrongAndGoesOn() throws Exception {
    assertThatThrownBy(() -> query(connection, "SELECT layr FROM u"))
        .isInstanceOf(AdbcException.class)
        .hasMessageContaining("error A203 at 1:8")
        .hasMessageContaining("^^^^");
    assertThatThrownBy(() -> update("CREATE CORPUS c FROM '/etc/passwd'"))
        .hasMessageContaining("R510");
    assertThat(query(connection, "SELECT 42")).containsExactly("42");
  }
}
