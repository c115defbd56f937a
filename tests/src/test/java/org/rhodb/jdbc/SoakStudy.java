package org.rhodb.jdbc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.RhodbCommand;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.session.ProgressLine;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;

/** The demo study twice: one database under a shell, one under a JDBC connection. */
final class SoakStudy implements AutoCloseable {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final String SETTINGS = ";memory_limit=2GB";

  private final Path folder;
  private final Engine engine;
  private final Session session;
  private final ShellSession shell;
  private final Connection connection;
  private final StringWriter seen = new StringWriter();
  private final Set<String> temporary;

  SoakStudy(Path folder) throws IOException, SQLException {
    this.folder = folder;
    this.temporary = temporary();
    this.engine =
        Engine.open(
            Options.of(folder.resolve("shell.rhodb"))
                .withFolder(PROJECT)
                .withSettings(Map.of("memory_limit", "2GB")));
    this.session = engine.openSession();
    this.shell = newShell();
    this.connection =
        DriverManager.getConnection("jdbc:rhodb:" + folder.resolve("jdbc.rhodb") + SETTINGS);
    repair();
  }

  private ShellSession newShell() {
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            seen,
            OutputStream.nullOutputStream(),
            seen,
            false,
            true,
            true,
            new Screen(80, 24),
            Map.of("TERM", "dumb"),
            folder,
            Optional.empty());
    return new ShellSession(
        session,
        surroundings,
        ProgressLine.of(surroundings, false),
        Formats.forTerminal(),
        RhodbCommand.dotCommands(surroundings),
        false);
  }

  /** Returns the shell. */
  ShellSession shell() {
    return shell;
  }

  /** Returns the JDBC connection. */
  Connection connection() {
    return connection;
  }

  /** Returns what the shell wrote since the last call. */
  String takeSeen() {
    String text = seen.toString();
    seen.getBuffer().setLength(0);
    return text;
  }

  /** Returns how many tensors the shell's engine holds. */
  int openTensors() {
    return engine.openTensors();
  }

  /** Puts back what the statements may have dropped or changed. */
  void repair() throws SQLException {
    for (String statement : fill()) {
      try (QueryResult result = session.execute(statement)) {
        while (result.next()) {
          // Only its end counts.
        }
      } catch (QueryException e) {
        if (!statement.equals("ROLLBACK")) {
          throw e;
        }
      }
      try (Statement jdbc = connection.createStatement()) {
        jdbc.execute(statement);
      } catch (SQLException e) {
        if (!statement.equals("ROLLBACK")) {
          throw e;
        }
      }
    }
  }

  private static List<String> fill() {
    Path demo = PROJECT.resolve("shell/src/main/demo");
    Path corpus = PROJECT.resolve("tests/src/test/resources/study/reference.u16");
    return List.of(
        "ROLLBACK",
        "RESET strategy",
        "RESET block_tokens",
        "RESET batch_tokens",
        "RESET sketch_rows",
        "CREATE OR REPLACE MODEL seed0 FROM '" + demo.resolve("seed0") + "' CHECKPOINTS (50, 2000)",
        "CREATE OR REPLACE MODEL seed1 FROM '" + demo.resolve("seed1") + "' CHECKPOINTS (50, 2000)",
        "CREATE OR REPLACE CORPUS ref FROM '"
            + corpus
            + "' WITH (tokenizer = 'bytes', context = 64, separator = false)",
        "CREATE OR REPLACE TABLE u AS SELECT m AS model, c AS checkpoint, 1 AS layer,"
            + " n::INTEGER AS neuron, 0.5::DOUBLE AS rho"
            + " FROM (VALUES ('seed0'), ('seed1')) x(m), (VALUES (50), (2000)) y(c), range(5) z(n)");
  }

  /** Returns files that nobody should have left: in the databases and among temporary files. */
  List<String> leftovers() throws IOException {
    Set<String> found = new TreeSet<>(temporary());
    found.removeAll(temporary);
    for (String database : List.of("shell.rhodb", "jdbc.rhodb")) {
      try (Stream<Path> files = Files.walk(folder.resolve(database))) {
        files
            .filter(Files::isRegularFile)
            .map(file -> folder.relativize(file).toString())
            .filter(
                name -> !name.matches(".*\\.rhodb/(catalog\\.duckdb(\\.wal)?|shards/.*\\.arrow)"))
            .forEach(found::add);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith(".") || name.endsWith(".part"))
          .forEach(found::add);
    }
    return List.copyOf(found);
  }

  private static Set<String> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("rhodb\\d+\\.(parquet|arrow)"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.close();
    } finally {
      session.close();
      engine.close();
    }
  }
}
