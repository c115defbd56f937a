package org.rhodb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.shell.serve.RhoServer;
import org.rhodb.shell.serve.ServeOptions;

/** A database with two models of the demo study, and a server for it on a free port. */
final class ServedStudy implements AutoCloseable {
  static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final Driver DRIVER = load();

  private final Engine engine;
  private final RhoServer server;
  private final boolean isEncrypted;

  private ServedStudy(Engine engine, ServeOptions options) {
    this.engine = engine;
    try {
      this.server = RhoServer.start(engine, options);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    this.isEncrypted = options.isEncrypted();
  }

  /** Creates the database in a folder. */
  static Path create(Path folder) {
    Path database = folder.resolve("study.rhodb");
    try (Engine engine = Engine.open(Options.of(database));
        Session session = engine.openSession()) {
      for (String statement :
          List.of(
              "CREATE MODEL seed0 FROM '" + PROJECT.resolve("shell/src/main/demo/seed0") + "'",
              "CREATE MODEL seed1 FROM '" + PROJECT.resolve("shell/src/main/demo/seed1") + "'",
              "CREATE CORPUS ref FROM '"
                  + PROJECT.resolve("tests/src/test/resources/study/reference.u16")
                  + "' WITH (tokenizer = 'bytes', context = 64, separator = false)",
              "CREATE TABLE u AS SELECT 'seed0' AS model, 50::BIGINT AS checkpoint, 1 AS layer,"
                  + " range::INTEGER AS neuron, 0.5::DOUBLE AS rho FROM range(10)",
              "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
              "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id))",
              "CREATE VIEW deep AS SELECT * FROM u WHERE layer > 0")) {
        session.execute(statement).close();
      }
    }
    return database;
  }

  static ServedStudy open(Path database, boolean isWritable) {
    return open(database, isWritable, options(isWritable));
  }

  static ServedStudy open(Path database, boolean isWritable, ServeOptions options) {
    return new ServedStudy(
        Engine.open(
            Options.of(database)
                .withReadOnly(!isWritable)
                .withSafe(true)
                .withFolder(PROJECT.resolve("shell/src/main/demo"))),
        options);
  }

  static ServeOptions options(boolean isWritable) {
    return new ServeOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMinutes(30),
        !isWritable,
        "test");
  }

  RhoServer server() {
    return server;
  }

  /** Connects with the standard driver. */
  Connection connect(String... properties) throws SQLException {
    Properties given = new Properties();
    for (int i = 0; i < properties.length; i += 2) {
      given.setProperty(properties[i], properties[i + 1]);
    }
    given.putIfAbsent("useEncryption", Boolean.toString(isEncrypted));
    Connection connection =
        DRIVER.connect("jdbc:arrow-flight-sql://127.0.0.1:" + server.port() + "/", given);
    assertThat(connection).isNotNull();
    return connection;
  }

  /** Waits until something holds; fails after ten seconds. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 10 s until " + what).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static Driver load() {
    Path jars = Path.of("target/clients/flightsql");
    try (Stream<Path> files = Files.list(jars)) {
      URL[] urls =
          files
              .filter(f -> f.toString().endsWith(".jar"))
              .map(ServedStudy::url)
              .toArray(URL[]::new);
      // Never closed: the driver loads classes for as long as it is used.
      ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
      return (Driver)
          loader
              .loadClass("org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver")
              .getDeclaredConstructor()
              .newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the build copies the driver to " + jars, e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops the server, which throws if native memory was not given back; then the engine. */
  @Override
  public void close() {
    try {
      server.close();
      assertThat(server.allocatedBytes()).isZero();
    } finally {
      engine.close();
    }
  }
}
