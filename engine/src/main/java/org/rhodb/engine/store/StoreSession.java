package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * One user's connection to the store: transactions, temporary tables and settings of its own.
 *
 * <p>Used by one thread at a time; only {@link #cancel} may be called from another. A statement
 * that fails leaves the session usable. Starting a statement while a cursor is open takes the rows
 * left in that cursor into memory first, and is refused where they do not fit.
 */
public final class StoreSession implements AutoCloseable {
  private final Connection connection;
  private final String database;
  private final SqlErrors errors;
  private final DriverInternals internals;
  private final Interruption interruption;
  private final AsideSpace aside;
  private final long mostGrowthBytes;
  private final Consumer<StoreSession> onClose;
  private volatile boolean isSettingAside;
  private volatile boolean isCancelledAside;
  private @Nullable SqlProgress progress;
  private @Nullable RunningCursor open;
  private volatile boolean isClosed;

  StoreSession(
      Connection connection,
      String database,
      SqlErrors errors,
      DriverInternals internals,
      ScheduledExecutorService timer,
      AsideSpace aside,
      long mostGrowthBytes,
      Consumer<StoreSession> onClose) {
    this.connection = connection;
    this.database = database;
    this.errors = errors;
    this.internals = internals;
    this.interruption = new Interruption(connection, internals, timer);
    this.aside = aside;
    this.mostGrowthBytes = mostGrowthBytes;
    this.onClose = onClose;
  }

  /** Returns the name of the database that all this is kept in, whatever others are attached. */
  public String database() {
    return database;
  }

  /** Returns a table of the engine's own as SQL names it, whatever USE says. */
  public String own(String table) {
    return '"' + database + "\".rhodb." + table;
  }

  /** Runs a statement whose text is the user's own, without a time limit. Caller closes. */
  public SqlCursor execute(String sql, List<@Nullable Object> parameters) {
    return execute(new SqlRequest(sql, parameters, SourceMap.identity(sql), TimeLimit.NONE));
  }

  /**
   * Runs a statement. Caller closes the cursor.
   *
   * @throws QueryException S105, A203, A205, A208, R501, R504, R505, R506, R507, R510, or what a
   *     {@link RelationFunction} threw
   */
  public SqlCursor execute(SqlRequest request) {
    return execute(request, () -> {});
  }

  /**
   * As {@link #execute(SqlRequest)}, unless it was asked to stop before it began.
   *
   * @param check throws if it was; {@link #cancel} reaches whatever comes behind it
   */
  public SqlCursor execute(SqlRequest request, Runnable check) {
    requireNonNull(request, "request is null");
    checkOpen();
    setAside();
    interruption.begin(request.limit());
    boolean isWriting = false;
    DuckDBPreparedStatement statement = null;
    try {
      check.run();
      statement = prepare(request.sql());
      if (progress != null) {
        progress.begin(statement);
      }
      SqlDescription.Kind kind = kind(statement);
      isWriting = kind == SqlDescription.Kind.CHANGES;
      for (int i = 0; i < request.parameters().size(); i++) {
        Object value = ParameterValue.of(request.parameters().get(i));
        statement.setObject(
            i + 1, value instanceof List<?> list ? ListParameter.of(connection, list) : value);
      }
      RunningCursor cursor = start(statement, kind, request);
      if (kind == SqlDescription.Kind.ROWS) {
        open = cursor;
      } else {
        ended();
      }
      return cursor;
    } catch (SQLException e) {
      close(statement);
      QueryException error = fail(e, request, isWriting);
      ended();
      throw error;
    } catch (RuntimeException e) {
      close(statement);
      ended();
      throw e;
    }
  }

  private RunningCursor start(
      DuckDBPreparedStatement statement, SqlDescription.Kind kind, SqlRequest request)
      throws SQLException {
    if (kind == SqlDescription.Kind.ROWS && ChunkedRows.canRead(statement.getMetaData())) {
      List<SqlColumn> columns = columns(statement.getMetaData());
      return new RunningCursor(
          this, request, statement, kind, columns, -1, new ChunkedRows(statement, internals));
    }
    boolean hasRows = executeWhole(statement, kind);
    if (hasRows && kind == SqlDescription.Kind.ROWS) {
      // Some statements (PIVOT) only know their columns now.
      ResultSet result = statement.getResultSet();
      List<SqlColumn> columns = columns(result.getMetaData());
      return new RunningCursor(
          this, request, statement, kind, columns, -1, new ResultSetRows(result));
    }
    long count = kind == SqlDescription.Kind.CHANGES ? statement.getUpdateCount() : -1;
    statement.close();
    return new RunningCursor(this, request, statement, kind, List.of(), count, NoRows.INSTANCE);
  }

  /** Runs a statement whose rows DuckDB keeps outside of the memory that it counts. */
  private boolean executeWhole(DuckDBPreparedStatement statement, SqlDescription.Kind kind)
      throws SQLException {
    if (kind == SqlDescription.Kind.ROWS) {
      interruption.watch(mostGrowthBytes);
    }
    try {
      return statement.execute();
    } finally {
      interruption.unwatch();
    }
  }

  /**
   * Says what a statement is without running it; relations in it are bound, not opened.
   *
   * @throws QueryException as {@link #execute(SqlRequest)} where it cannot be bound
   */
  public SqlDescription describe(SqlRequest request) {
    checkOpen();
    setAside();
    try (DuckDBPreparedStatement statement = prepare(request.sql())) {
      SqlDescription.Kind kind = kind(statement);
      List<String> parameters = parameters(statement.getParameterMetaData());
      List<SqlColumn> columns =
          kind == SqlDescription.Kind.ROWS ? columns(statement.getMetaData()) : List.of();
      boolean isUnknown = columns.stream().anyMatch(column -> column.typeName().equals("UNKNOWN"));
      return new SqlDescription(kind, isUnknown ? List.of() : columns, parameters);
    } catch (SQLException e) {
      throw errors.translate(e, request, false);
    }
  }

  /** As {@link #describe(SqlRequest)}, for the user's own text. */
  public SqlDescription describe(String sql) {
    return describe(SqlRequest.of(sql));
  }

  /**
   * Ends the running statement with R506, from any thread; without one it does nothing. One that
   * waits until the rows of the cursor before it are set aside ends alone, and those go on.
   */
  public void cancel() {
    if (isSettingAside) {
      isCancelledAside = true;
    } else {
      interruption.cancel();
    }
  }

  /**
   * Sets what else to stop when a statement is cancelled or runs out of time: the operators behind
   * the relations it reads. Called on the canceller's or a timer thread.
   */
  public void onInterrupt(Runnable action) {
    interruption.setAction(action);
  }

  /** Runs something on the timer's thread when a limit is over. Caller cancels it. */
  public Future<?> atEnd(TimeLimit limit, Runnable action) {
    return interruption.atEnd(limit, action);
  }

  /**
   * Sets who hears, on another thread, how far long statements are: a share from 0 to 1. Nobody
   * does where settings are locked, as a store of a server has them.
   */
  public void onProgress(DoubleConsumer listener) {
    if (progress != null) {
      progress.close();
      progress = null;
    }
    try {
      progress = new SqlProgress(connection, listener);
    } catch (SQLException e) {
      // It is not needed to run a statement.
    }
  }

  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    if (progress != null) {
      progress.close();
    }
    if (open != null) {
      open.close();
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      onClose.accept(this);
    }
  }

  /** Returns the error of the running statement. */
  QueryException fail(SQLException e, SqlRequest request, boolean isWriting) {
    return interruption.refine(errors.translate(e, request, isWriting));
  }

  private void ended() {
    interruption.end();
    if (progress != null) {
      progress.end();
    }
  }

  /** Ends a cursor's statement. */
  void finished(RunningCursor cursor) {
    if (open == cursor) {
      open = null;
      ended();
    }
  }

  /** Takes the rest of an open cursor into memory: DuckDB streams one result a connection. */
  private void setAside() {
    if (open == null) {
      return;
    }
    RunningCursor cursor = open;
    isCancelledAside = false;
    isSettingAside = true;
    boolean isFree;
    try {
      isFree = cursor.setAside(aside, () -> isCancelledAside);
    } finally {
      isSettingAside = false;
    }
    if (isFree) {
      finished(cursor);
    } else if (isCancelledAside) {
      throw QueryException.of(ErrorCode.R506, "cancelled");
    } else {
      throw QueryException.of(
              ErrorCode.R501,
              "the result before this statement is not read to its end, and its rows do not fit"
                  + " into the "
                  + (aside.capacityBytes() >> 20)
                  + " MB kept for rows set aside")
          .withHint(
              "read that result to its end or close it first, or use another connection; a larger"
                  + " memory_limit keeps more");
    }
  }

  private DuckDBPreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
  }

  private static SqlDescription.Kind kind(DuckDBPreparedStatement statement) throws SQLException {
    StatementReturnType type = ((DuckDBResultSetMetaData) statement.getMetaData()).getReturnType();
    return switch (type) {
      case QUERY_RESULT -> SqlDescription.Kind.ROWS;
      case CHANGED_ROWS -> SqlDescription.Kind.CHANGES;
      case NOTHING -> SqlDescription.Kind.NOTHING;
    };
  }

  private static List<String> parameters(ParameterMetaData meta) throws SQLException {
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= meta.getParameterCount(); i++) {
      String type = meta.getParameterTypeName(i);
      // INVALID: it stands in several places that want different types.
      boolean isKnown = type != null && !type.isEmpty() && !type.equals("INVALID");
      types.add(isKnown ? type.replace("\"", "") : "UNKNOWN");
    }
    return types;
  }

  private static List<SqlColumn> columns(ResultSetMetaData meta) throws SQLException {
    List<SqlColumn> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String type = meta.getColumnTypeName(i).replace("\"", "");
      boolean isNullable = meta.isNullable(i) != ResultSetMetaData.columnNoNulls;
      columns.add(new SqlColumn(meta.getColumnName(i), type, JdbcTypes.of(type), isNullable));
    }
    return columns;
  }

  private void checkOpen() {
    if (isClosed) {
      throw QueryException.of(ErrorCode.R509, "the session is closed");
    }
  }

  private static void close(@Nullable Statement statement) {
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException e) {
        // The error that brought us here is the one to report.
      }
    }
  }
}
