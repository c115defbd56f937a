package org.rhodb.benchmark;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.shell.serve.RhoServer;

/**
 * A large stored table read whole on every way out of a database, beside DuckDB's own JDBC driver
 * on the same file. Every cell is read, and every way must come to the same sum; the middle of
 * three readings counts. Bytes are those of the values, 4 or 8 a number and one a character; CPU is
 * that of the whole process, so server and client together, which a busy machine disturbs less.
 *
 * <pre>
 * ./rhodb bench read 5000000 20000000
 * </pre>
 */
public final class ReadBenchmark {
  private static final int READINGS = 3;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int LOOPBACK_BLOCKS = 1 << 14;
  private static final int LOOPBACK_BLOCK = 1 << 18;

  private final PrintStream out;
  private final Path database;
  private final Shape shape;
  private final long rows;
  private double expected = Double.NaN;
  private double own;
  private double ownCpu;

  private ReadBenchmark(PrintStream out, Path database, Shape shape, long rows) {
    this.out = out;
    this.database = database;
    this.shape = shape;
    this.rows = rows;
  }

  /** What a table holds. */
  private enum Shape {
    /** An integer, a double, a short text. */
    THREE("range::INTEGER AS i, range * 0.5e0 AS d, 'n' || (100 + range % 900) AS t", 16),
    /** As UNIVERSAL NEURONS gives rows. */
    UNIVERSAL(
        "'seed' || (range % 5) AS model, 2000::BIGINT AS checkpoint, (range % 4)::INTEGER AS"
            + " layer, (range % 320)::INTEGER AS neuron, 4 AS others, (range % 1024) / 1024e0 AS"
            + " rho, 0.25e0 AS min_rho, 0.75e0 AS max_rho, 3 AS mutual, 0.125e0 AS baseline,"
            + " 0.5e0 AS excess, 8192::BIGINT AS tokens",
        77);

    private final String columns;
    private final int rowBytes;

    Shape(String columns, int rowBytes) {
      this.columns = columns;
      this.rowBytes = rowBytes;
    }
  }

  /** A way to read all rows; returns the sum of all numbers and lengths. */
  interface Way {
    double read(String sql) throws Exception;
  }

  /** Runs the benchmark for each number of rows. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    out.printf(Locale.ROOT, "loopback: %,.0f MB/s%n", loopbackRate() / 1e6);
    for (String rows : arguments) {
      for (Shape shape : Shape.values()) {
        Path folder = Files.createTempDirectory("rhodb-read");
        try {
          Path database = folder.resolve("read.rhodb");
          new ReadBenchmark(out, database, shape, Long.parseLong(rows)).run();
        } finally {
          delete(folder);
        }
      }
    }
  }

  private void run() throws Exception {
    try (Engine engine = Engine.open(Options.of(database));
        Session session = engine.openSession()) {
      session
          .execute("CREATE TABLE t AS SELECT " + shape.columns + " FROM range(" + rows + ")")
          .close();
    }
    out.printf(
        Locale.ROOT,
        "%n%s, %,d rows of %d bytes%n%n| way | s | million rows/s | MB/s | DuckDB's time / its | CPU ns a row |"
            + " DuckDB's CPU / its |%n|---|---|---|---|---|---|---|%n",
        shape,
        rows,
        shape.rowBytes);
    for (boolean isStreamed : new boolean[] {false, true}) {
      Properties properties = new Properties();
      properties.setProperty("duckdb.read_only", "true");
      properties.setProperty("jdbc_stream_results", Boolean.toString(isStreamed));
      String url = "jdbc:duckdb:" + database.resolve("catalog.duckdb");
      try (Connection connection = DriverManager.getConnection(url, properties)) {
        String name = isStreamed ? "DuckDB's JDBC driver, streaming" : "DuckDB's JDBC driver";
        measure(name, "FROM t", sql -> ReadWays.jdbc(connection, sql));
      }
    }
    Options options = Options.of(database).withReadOnly(true);
    try (Engine engine = Engine.open(options);
        Session session = engine.openSession()) {
      measure("engine, QueryResult", "FROM t", sql -> ReadWays.engine(session, sql));
    }
    try (Connection connection =
        DriverManager.getConnection("jdbc:rhodb:" + database + ";mode=read_only")) {
      measure("RhoDB's JDBC driver", "FROM t", sql -> ReadWays.jdbc(connection, sql));
    }
    try (Engine engine = Engine.open(options);
        RhoServer server = RhoServer.start(engine, ReadWays.serveOptions())) {
      measure("serve, Flight SQL client", "FROM t", sql -> ReadWays.flight(server, sql));
      try (Connection connection = ReadWays.flightDriver(server)) {
        measure("serve, Flight SQL JDBC driver", "FROM t", sql -> ReadWays.jdbc(connection, sql));
      }
    }
  }

  private void measure(String name, String sql, Way way) throws Exception {
    double[] seconds = new double[READINGS];
    double[] cpu = new double[READINGS];
    for (int i = 0; i < READINGS; i++) {
      long started = System.nanoTime();
      long cpuStarted = PROCESS.getProcessCpuTime();
      double sum = way.read(sql);
      seconds[i] = (System.nanoTime() - started) / 1e9;
      cpu[i] = (PROCESS.getProcessCpuTime() - cpuStarted) / 1e9;
      if (Double.isNaN(expected)) {
        expected = sum;
      } else if (sum != expected) {
        throw new IllegalStateException(name + " read " + sum + ", not " + expected);
      }
    }
    Arrays.sort(seconds);
    Arrays.sort(cpu);
    double middle = seconds[READINGS / 2];
    double middleCpu = cpu[READINGS / 2];
    own = own == 0 ? middle : own;
    ownCpu = ownCpu == 0 ? middleCpu : ownCpu;
    out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.1f | %,.0f | %.2f | %.0f | %.2f |%n",
        name,
        middle,
        rows / middle / 1e6,
        rows * shape.rowBytes / middle / 1e6,
        own / middle,
        middleCpu * 1e9 / rows,
        ownCpu / middleCpu);
  }

  /** Returns bytes a second from one thread to another through a socket. */
  private static double loopbackRate() throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread sender =
          new Thread(
              () -> {
                byte[] block = new byte[LOOPBACK_BLOCK];
                try (Socket socket = server.accept();
                    OutputStream bytes = socket.getOutputStream()) {
                  for (int i = 0; i < LOOPBACK_BLOCKS; i++) {
                    bytes.write(block);
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      sender.start();
      long total = 0;
      long started = System.nanoTime();
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
          InputStream bytes = socket.getInputStream()) {
        byte[] block = new byte[LOOPBACK_BLOCK];
        for (int read = 0; read >= 0; read = bytes.read(block)) {
          total += read;
        }
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      sender.join();
      return total / seconds;
    }
  }

  /** Deletes a folder and all in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(requireNonNull(file));
      }
    }
  }
}
