package org.rhodb.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Opens DuckDB with our settings. */
final class Database {
  private static final Pattern HOLDER = Pattern.compile("PID (\\d+)");

  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");

  private Database() {}

  /** Opens a database that is gone when its last connection closes. */
  static Connection openInMemory(StoreOptions options) {
    try {
      return connect("jdbc:duckdb:", settings(options));
    } catch (SQLException e) {
      throw QueryException.of(ErrorCode.R508, "cannot start DuckDB: " + e.getMessage())
          .withCause(e);
    }
  }

  /** What DuckDB calls a database without a file. */
  static final String IN_MEMORY = "memory";

  /** What it calls the one of {@link StoreFolder#catalog}: the file without its ending. */
  static final String IN_FILE = "catalog";

  /** Opens the catalog of a folder. */
  static Connection open(StoreFolder folder, StoreOptions options) {
    Properties settings = settings(options);
    if (options.isReadOnly()) {
      settings.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
    }
    try {
      return connect("jdbc:duckdb:" + folder.catalog(), settings);
    } catch (SQLException e) {
      throw refused(folder.path(), e);
    }
  }

  /**
   * Lets what exceeds the memory limit go to a folder; without it that is the working directory.
   */
  static void spillTo(Connection connection, Path folder) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET temp_directory = '" + quoted(folder.resolve("spill")) + "'");
    }
  }

  /** Forbids everything a statement could reach outside the database. */
  static void lockDown(Connection connection, @Nullable Path folder) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (folder != null) {
        statement.execute("SET allowed_directories = ['" + quoted(folder) + "']");
      }
      statement.execute("SET enable_external_access = false");
      // Every session sets its search path; nothing else may be set any more.
      statement.execute("SET allowed_configs = ['search_path']");
      statement.execute("SET lock_configuration = true");
    }
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }

  private static Connection connect(String url, Properties settings) throws SQLException {
    Connection connection = new DuckDBDriver().connect(url, settings);
    if (connection == null) {
      throw new IllegalStateException("the driver does not know " + url);
    }
    return connection;
  }

  private static Properties settings(StoreOptions options) {
    Properties settings = new Properties();
    long memory = Math.max(options.memoryLimitBytes(), StoreOptions.LEAST_MEMORY_BYTES);
    settings.setProperty("memory_limit", (memory >> 10) + "KiB");
    settings.setProperty("threads", Integer.toString(options.threads()));
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("errors_as_json", "true");
    return settings;
  }

  private static QueryException refused(Path folder, SQLException e) {
    ErrorText error = ErrorText.read(String.valueOf(e.getMessage()));
    String message = error.message();
    if (message.contains("Could not set lock")) {
      return locked(folder, message).withCause(e);
    }
    if (message.toLowerCase(Locale.ROOT).contains("not a valid duckdb database file")) {
      return QueryException.of(
              ErrorCode.R508, "'" + folder + "': catalog.duckdb is not a DuckDB database")
          .withCause(e);
    }
    if (message.contains("Permission denied") || message.contains("Read-only file system")) {
      return QueryException.of(
              ErrorCode.R508, "cannot open database '" + folder + "': permission denied")
          .withHint("--read-only opens it for reading, if it may be read")
          .withCause(e);
    }
    return QueryException.of(
            ErrorCode.R508, "cannot open database '" + folder + "': " + error.firstLine())
        .withCause(e);
  }

  private static QueryException locked(Path folder, String message) {
    Matcher matcher = HOLDER.matcher(message);
    String holder = "another process";
    if (matcher.find()) {
      String pid = matcher.group(1);
      String command =
          ProcessHandle.of(Long.parseLong(pid))
              .map(process -> " (" + shortened(command(process)) + ")")
              .orElse("");
      holder = "process " + pid + command;
    }
    return QueryException.of(ErrorCode.R503, "database '" + folder + "' is open in " + holder)
        .withHint(
            "close it there; or share it: rhodb serve there and clients here, or --read-only in all"
                + " processes");
  }

  /** Returns how a process was called, without the JVM's own options, which say nothing. */
  private static String command(ProcessHandle process) {
    StringJoiner words = new StringJoiner(" ");
    words.add(Path.of(process.info().command().orElse("unknown")).getFileName().toString());
    boolean isClassPath = false;
    for (String word : arguments(process)) {
      boolean isOption = word.startsWith("-X") || word.startsWith("-D") || word.startsWith("--add");
      if (!isClassPath && !isOption && !CLASS_PATH.contains(word)) {
        words.add(word);
      }
      isClassPath = CLASS_PATH.contains(word);
    }
    return words.toString();
  }

  private static List<String> arguments(ProcessHandle process) {
    // The handle knows no arguments where they exceed a page, as class paths do.
    Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      List<String> words = List.of(Files.readString(file).split("\0"));
      return words.subList(1, words.size());
    } catch (IOException e) {
      return List.of(process.info().arguments().orElse(new String[0]));
    }
  }

  private static String shortened(String line) {
    return line.length() <= 120
        ? line
        : line.substring(0, 80) + " ... " + line.substring(line.length() - 75);
  }
}
