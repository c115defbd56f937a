package org.rhodb.engine.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CorpusConnector.CloseableTexts;
import org.rhodb.engine.catalog.CorpusConnector.TableReader;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Reads text columns of Parquet files through DuckDB, streamed. */
final class ColumnarTexts implements TableReader {
  private final Connections connections;
  private final DriverInternals internals;

  ColumnarTexts(Connections connections, DriverInternals internals) {
    this.connections = connections;
    this.internals = internals;
  }

  @Override
  public CloseableTexts texts(
      String format, Path file, String column, Map<String, String> options) {
    if (!format.equals("parquet") || !options.isEmpty()) {
      throw new IllegalArgumentException("cannot read " + format + " with " + options);
    }
    if (!Files.isReadable(file)) {
      throw QueryException.of(ErrorCode.X401, "cannot read '" + file + "'");
    }
    Connection connection = connections.open();
    try {
      String source = "read_parquet('" + file.toString().replace("'", "''") + "')";
      String name = textColumn(connection, source, file, column);
      DuckDBPreparedStatement select =
          connection
              .prepareStatement("SELECT \"" + name.replace("\"", "\"\"") + "\" FROM " + source)
              .unwrap(DuckDBPreparedStatement.class);
      return new Texts(connection, file, new ChunkedRows(select, internals));
    } catch (SQLException e) {
      connections.close(connection);
      throw malformed(file, e);
    } catch (RuntimeException e) {
      connections.close(connection);
      throw e;
    }
  }

  /** Returns the column's name as the file spells it. */
  private String textColumn(Connection connection, String source, Path file, String column)
      throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (PreparedStatement describe =
            connection.prepareStatement("DESCRIBE SELECT * FROM " + source);
        ResultSet rows = describe.executeQuery()) {
      while (rows.next()) {
        types.put(rows.getString(1), rows.getString(2));
      }
    }
    Optional<String> name = types.keySet().stream().filter(column::equalsIgnoreCase).findFirst();
    String there = "columns: " + String.join(", ", types.keySet());
    if (name.isEmpty()) {
      throw QueryException.of(ErrorCode.X407, "no column '" + column + "' in '" + file + "'")
          .withHint(there);
    }
    if (!types.get(name.get()).equals("VARCHAR")) {
      throw QueryException.of(
              ErrorCode.X407,
              "column '"
                  + column
                  + "' in '"
                  + file
                  + "' holds "
                  + types.get(name.get())
                  + ", not text")
          .withHint(there);
    }
    return name.get();
  }

  private QueryException malformed(Path file, SQLException e) {
    QueryException error = connections.errors().translate(e, SqlRequest.of(""), false);
    if (error.code() == ErrorCode.R510 || error.code() == ErrorCode.R501) {
      return error;
    }
    return QueryException.of(
            ErrorCode.X407, "cannot read '" + file + "' as Parquet: " + error.getMessage())
        .withCause(e);
  }

  /** The texts of one column. */
  private final class Texts implements CloseableTexts {
    private final Connection connection;
    private final Path file;
    private final ChunkedRows rows;
    private @Nullable String next;

    Texts(Connection connection, Path file, ChunkedRows rows) {
      this.connection = connection;
      this.file = file;
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null && rows.next()) {
          next = (String) rows.value(0);
        }
        return next != null;
      } catch (SQLException e) {
        throw malformed(file, e);
      }
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String text = Objects.requireNonNull(next);
      next = null;
      return text;
    }

    @Override
    public void close() {
      try {
        rows.close();
      } catch (SQLException e) {
        throw malformed(file, e);
      } finally {
        connections.close(connection);
      }
    }
  }
}
