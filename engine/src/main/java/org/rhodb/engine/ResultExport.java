package org.rhodb.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.arrow.RowsWriter;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.store.SourceMap;
import org.rhodb.engine.store.SqlColumn;
import org.rhodb.engine.store.SqlDescription;
import org.rhodb.engine.store.SqlRequest;
import org.rhodb.engine.store.TimeLimit;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.StatementText;

/**
 * Runs a statement and writes its rows to a file.
 *
 * <p>Parquet is written by the store's COPY around the query itself, so that its rows never leave
 * the store; rows of statements that COPY does not take (SHOW MODELS, EXPLAIN, INSERT .. RETURNING)
 * come back and go in again as VALUES. Arrow is written row by row, whatever the statement.
 */
final class ResultExport {
  /** Values of a statement that COPY does not take: more than any listing has. */
  private static final int MAX_VALUES = 200_000;

  private static final Pattern HUGE = Pattern.compile("\\bU?HUGEINT\\b");
  private static final Pattern TIME_WITH_OFFSET = Pattern.compile("\\bTIME WITH TIME ZONE\\b");

  private final Engine engine;
  private final Session session;
  private final StatementText statement;
  private final Path file;

  ResultExport(Engine engine, Session session, StatementText statement, Path file) {
    this.engine = engine;
    this.session = session;
    this.statement = statement;
    this.file = file;
  }

  /** Runs it; caller closes the result. */
  QueryResult run(ExportFormat format) {
    return switch (format) {
      case ARROW -> arrow();
      case PARQUET -> parquet();
    };
  }

  private QueryResult arrow() {
    QueryResult result = session.execute(statement);
    if (result.kind() != QueryResult.Kind.ROWS) {
      return result;
    }
    try (result;
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        RowsWriter writer =
            new RowsWriter(
                channel,
                result.columns().stream()
                    .map(c -> new RowsWriter.NamedType(c.name(), c.typeName()))
                    .toList())) {
      long rows = 0;
      for (; result.next(); rows++) {
        writer.append(result::value);
      }
      writer.finish();
      return FixedResult.update(rows, result.warnings());
    } catch (IOException e) {
      throw QueryException.of(
              ErrorCode.R505, "cannot write '" + file + "': " + String.valueOf(e.getMessage()))
          .withCause(e);
    }
  }

  private QueryResult parquet() {
    QueryRunner copying =
        new QueryRunner(
            engine, session, statement, Parameters.none(), TimeLimit.NONE, this::copyOrSame);
    QueryResult result;
    try {
      result = session.execute(statement, Parameters.none(), copying);
    } catch (QueryException e) {
      throw forbidden(e);
    }
    if (result.kind() != QueryResult.Kind.ROWS) {
      return result;
    }
    try (result) {
      List<List<@Nullable Object>> rows = rows(result);
      new QueryRunner(engine, session, statement, Parameters.none(), TimeLimit.NONE)
          .run(copyValues(result.columns(), rows))
          .close();
      return FixedResult.update(rows.size(), result.warnings());
    } catch (QueryException e) {
      throw forbidden(e);
    }
  }

  /** Says why the file itself cannot be written where SQL may write none. */
  private QueryException forbidden(QueryException error) {
    boolean isAboutFile =
        error.code() == ErrorCode.R510 && error.getMessage().contains(file.toString());
    return isAboutFile
        ? QueryException.at(
                statement.position(),
                ErrorCode.R510,
                "Parquet files are written by SQL, which may touch none here")
            .withHint("the format arrow is written without SQL")
            .withCause(error)
        : error;
  }

  /** Returns the COPY of a query; SQL that is none, or that COPY refuses, stays as it is. */
  private SqlRequest copyOrSame(SqlRequest request) {
    try {
      SqlDescription query = session.sql().describe(request);
      if (query.kind() != SqlDescription.Kind.ROWS) {
        return request;
      }
      boolean isCast = query.columns().stream().anyMatch(column -> !cast("", column).isEmpty());
      String head = isCast ? "COPY (" + columns(query) + " FROM (" : "COPY (";
      String tail = (isCast ? "\n)" + names(query) : "\n") + ") TO " + target();
      SqlRequest copy =
          new SqlRequest(
              head + request.sql() + tail,
              request.parameters(),
              (start, end) -> inside(request, start - head.length(), end - head.length()),
              request.limit());
      session.sql().describe(copy);
      return copy;
    } catch (QueryException e) {
      // Whatever is wrong with the user's SQL is found, in its own words, when it runs as it is.
      return request;
    }
  }

  private static Optional<Position> inside(SqlRequest request, int start, int end) {
    boolean isUsers = start >= 0 && end <= request.sql().length();
    return isUsers ? request.positions().locate(start, end) : Optional.empty();
  }

  private static String columns(SqlDescription query) {
    List<String> columns = new ArrayList<>();
    for (SqlColumn column : query.columns()) {
      String name = "c" + columns.size();
      String cast = cast(name, column);
      columns.add((cast.isEmpty() ? name : cast) + " AS " + quoted(column.name()));
    }
    return "SELECT " + String.join(", ", columns);
  }

  /**
   * Returns what is written in place of a column that COPY would change without a word; empty:
   * itself. Parquet has no HUGEINT, which would be rounded to DOUBLE, and no offset of a time,
   * which would be dropped and the hour moved; inside of lists and structs as well.
   */
  private static String cast(String name, SqlColumn column) {
    return switch (column.typeName()) {
      case "HUGEINT", "UHUGEINT" ->
          "CASE WHEN abs("
              + name
              + "::DOUBLE) >= 1e38 THEN error('column ''"
              + column.name().replace("'", "''")
              + "'': Parquet''s decimals have 38 digits; found ' || "
              + name
              + " || '; cast it to VARCHAR or DOUBLE') ELSE "
              + name
              + "::DECIMAL(38, 0) END";
      case "TIME WITH TIME ZONE" -> name + "::VARCHAR";
      default -> {
        String type = TIME_WITH_OFFSET.matcher(column.typeName()).replaceAll("VARCHAR");
        String kept = HUGE.matcher(type).replaceAll("DECIMAL(38, 0)");
        yield kept.equals(column.typeName()) ? "" : name + "::" + kept;
      }
    };
  }

  private static String names(SqlDescription query) {
    return IntStream.range(0, query.columns().size())
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", ", " AS t(", ")"));
  }

  private List<List<@Nullable Object>> rows(QueryResult result) {
    int width = result.columns().size();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      if ((rows.size() + 1) * width > MAX_VALUES) {
        throw refused(ErrorCode.U303, "too many rows for a Parquet file of this statement");
      }
      List<@Nullable Object> row = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        Object value = result.value(i);
        if (value instanceof List || value instanceof Map) {
          throw refused(
              ErrorCode.U304, "column '" + result.columns().get(i).name() + "' is nested");
        }
        row.add(value);
      }
      rows.add(row);
    }
    return rows;
  }

  private QueryException refused(ErrorCode code, String message) {
    return QueryException.at(statement.position(), code, message)
        .withHint("the format arrow takes it; or store the rows with CREATE TABLE and SELECT them");
  }

  private SqlRequest copyValues(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {
    String types =
        columns.stream().map(c -> "?::" + c.typeName()).collect(Collectors.joining(", ", "(", ")"));
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(values::addAll);
    List<String> tuples = new ArrayList<>(Collections.nCopies(rows.size(), types));
    if (rows.isEmpty()) {
      // VALUES needs a row to know its columns by; OFFSET takes it away again.
      values.addAll(Collections.nCopies(columns.size(), null));
      tuples.add(types);
    }
    String names = columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
    String sql =
        "COPY (SELECT * FROM (VALUES "
            + String.join(", ", tuples)
            + ") AS t("
            + names
            + ")"
            + (rows.isEmpty() ? " OFFSET 1" : "")
            + ") TO "
            + target();
    return new SqlRequest(sql, values, SourceMap.none(), TimeLimit.NONE);
  }

  private String target() {
    return "'" + file.toString().replace("'", "''") + "' (FORMAT parquet, USE_TMP_FILE false)";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
