package org.rhodb.benchmark;

import static java.util.Objects.requireNonNull;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.shell.serve.RhoServer;
import org.rhodb.shell.serve.ServeOptions;

/** The ways of {@link ReadBenchmark}: each reads every cell and returns the same sum. */
final class ReadWays {
  private ReadWays() {}

  /** Reads by the getters of JDBC. */
  static double jdbc(Connection connection, String sql) throws Exception {
    double sum = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int[] types = new int[rows.getMetaData().getColumnCount()];
      for (int i = 0; i < types.length; i++) {
        types[i] = rows.getMetaData().getColumnType(i + 1);
      }
      while (rows.next()) {
        for (int i = 0; i < types.length; i++) {
          sum +=
              switch (types[i]) {
                case Types.INTEGER -> rows.getInt(i + 1);
                case Types.BIGINT -> rows.getLong(i + 1);
                case Types.DOUBLE -> rows.getDouble(i + 1);
                case Types.VARCHAR -> requireNonNull(rows.getString(i + 1)).length();
                default -> throw new IllegalStateException("type " + types[i]);
              };
        }
      }
    }
    return sum;
  }

  /** Reads in the engine's own process. */
  static double engine(Session session, String sql) {
    double sum = 0;
    try (QueryResult rows = session.execute(sql)) {
      int columns = rows.columns().size();
      while (rows.next()) {
        for (int i = 0; i < columns; i++) {
          Object value = requireNonNull(rows.value(i));
          sum += value instanceof String text ? text.length() : ((Number) value).doubleValue();
        }
      }
    }
    return sum;
  }

  /** Reads batches by the client of Arrow Flight SQL. */
  @SuppressWarnings("try") // the client's close may throw InterruptedException
  static double flight(RhoServer server, String sql) throws Exception {
    double sum = 0;
    try (BufferAllocator allocator = new RootAllocator();
        FlightSqlClient client =
            new FlightSqlClient(
                FlightClient.builder(allocator, new Location(server.address())).build());
        FlightStream stream =
            client.getStream(client.execute(sql).getEndpoints().get(0).getTicket())) {
      while (stream.next()) {
        for (FieldVector column : stream.getRoot().getFieldVectors()) {
          sum += sum(column, stream.getRoot().getRowCount());
        }
      }
    }
    return sum;
  }

  /** Reads a column without NULLs from its bytes: a getter would check each row twice. */
  private static double sum(FieldVector column, int rows) {
    if (column instanceof VarCharVector texts) {
      return texts.getEndOffset(rows - 1);
    }
    ArrowBuf data = column.getDataBuffer();
    ByteBuffer bytes =
        data.nioBuffer(0, Math.toIntExact(data.writerIndex())).order(ByteOrder.LITTLE_ENDIAN);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum +=
          switch (column.getMinorType()) {
            case INT -> bytes.getInt(row * Integer.BYTES);
            case BIGINT -> bytes.getLong(row * Long.BYTES);
            case FLOAT8 -> bytes.getDouble(row * Double.BYTES);
            default -> throw new IllegalStateException("type " + column.getMinorType());
          };
    }
    return sum;
  }

  static ServeOptions serveOptions() {
    return new ServeOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMinutes(30),
        true,
        "benchmark");
  }

  /** Connects by the JDBC driver of Arrow Flight SQL, which the build of the tests copies. */
  static Connection flightDriver(RhoServer server) throws Exception {
    Path jars = Path.of(System.getProperty("rhodb.home", ".."), "tests/target/clients/flightsql");
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> files = Files.list(jars)) {
      for (Path file : files.toList()) {
        urls.add(file.toUri().toURL());
      }
    }
    // Never closed: the driver loads classes for as long as it is used.
    ClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Driver driver =
        (Driver)
            loader
                .loadClass("org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver")
                .getDeclaredConstructor()
                .newInstance();
    return requireNonNull(driver.connect(server.jdbcUrl(), new Properties()));
  }
}
