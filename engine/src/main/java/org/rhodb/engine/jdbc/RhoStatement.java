package org.rhodb.engine.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.StatementText;

/**
 * Runs statements; a text of several gives their results one after the other, by {@link
 * #getMoreResults()}.
 */
class RhoStatement extends StatementSettings {
  private final RhoConnection connection;
  private final List<String> batch = new ArrayList<>();
  private Queue<StatementText> waiting = new ArrayDeque<>();
  private @Nullable RhoResultSet current;
  private long updateCount = -1;
  private boolean isClosed;

  RhoStatement(RhoConnection connection) {
    this.connection = connection;
  }

  /** Returns what clients see as the statement of a result. */
  Statement visible() {
    return this;
  }

  @Override
  void checkOpen() throws SQLException {
    if (isClosed || connection.isClosed()) {
      throw JdbcErrors.closed("statement");
    }
  }

  /** Begins the statements of a text and runs the first. */
  private boolean start(@Nullable String sql) throws SQLException {
    checkOpen();
    closeCurrent();
    waiting = new ArrayDeque<>(connection.split(withoutEscapes(JdbcErrors.checkText(sql))));
    if (waiting.isEmpty()) {
      throw JdbcErrors.badArgument("there is no statement in the text");
    }
    return run(waiting.remove(), Parameters.none());
  }

  /** Runs one statement; returns whether it gives rows. */
  boolean run(StatementText text, Parameters parameters) throws SQLException {
    checkOpen();
    closeCurrent();
    updateCount = -1;
    try {
      QueryResult result =
          connection.execute(this, text, parameters, Duration.ofSeconds(getQueryTimeout()));
      if (result.kind() == QueryResult.Kind.ROWS) {
        RowCursor cursor = new RowCursor(result, connection.turn());
        connection.reading(cursor);
        current = new RhoResultSet(this, cursor, text.script(), getLargeMaxRows());
        return true;
      }
      updateCount = Math.max(0, result.updateCount());
      warn(result.warnings());
      result.close();
      return false;
    } catch (QueryException e) {
      waiting.clear();
      throw JdbcErrors.of(e, text.script());
    }
  }

  private void closeCurrent() throws SQLException {
    RhoResultSet open = current;
    current = null;
    if (open != null) {
      open.close();
    }
  }

  /** Hears that a result is closed. */
  void resultClosed(RhoResultSet result) throws SQLException {
    if (isCloseOnCompletionAsked() && current == result && waiting.isEmpty()) {
      close();
    }
  }

  private boolean isCloseOnCompletionAsked() throws SQLException {
    return !isClosed && !connection.isClosed() && isCloseOnCompletion();
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return start(sql);
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    start(sql);
    return firstRows();
  }

  /** Returns the first result with rows, running on to it. */
  ResultSet firstRows() throws SQLException {
    while (current == null && !waiting.isEmpty()) {
      run(waiting.remove(), Parameters.none());
    }
    if (current == null) {
      throw JdbcErrors.of(
          ErrorCode.A207,
          SqlState.NO_ROWS,
          "the statement gives no rows; use execute or executeUpdate");
    }
    return current;
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, executeLargeUpdate(sql));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    start(sql);
    return totalUpdates();
  }

  /** Runs all that is waiting and returns how many rows were changed. */
  long totalUpdates() throws SQLException {
    long total = updatesOfCurrent();
    while (!waiting.isEmpty()) {
      run(waiting.remove(), Parameters.none());
      total += updatesOfCurrent();
    }
    updateCount = total;
    return total;
  }

  private long updatesOfCurrent() throws SQLException {
    if (current != null) {
      waiting.clear();
      closeCurrent();
      throw JdbcErrors.of(
          ErrorCode.A207,
          SqlState.ROWS_NOT_WANTED,
          "the statement gives rows; use execute or executeQuery");
    }
    return Math.max(0, updateCount);
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    return current;
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, getLargeUpdateCount());
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    checkOpen();
    return updateCount;
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    checkOpen();
    closeCurrent();
    updateCount = -1;
    return !waiting.isEmpty() && run(waiting.remove(), Parameters.none());
  }

  @Override
  public boolean getMoreResults(int which) throws SQLException {
    if (which == KEEP_CURRENT_RESULT) {
      throw JdbcErrors.unsupported("keeping a result open beside the next");
    }
    return getMoreResults();
  }

  @Override
  public void cancel() throws SQLException {
    connection.cancel(this);
  }

  @Override
  public void close() throws SQLException {
    if (!isClosed) {
      isClosed = true;
      waiting.clear();
      closeCurrent();
    }
  }

  @Override
  public boolean isClosed() {
    return isClosed || connection.isClosed();
  }

  @Override
  public Connection getConnection() throws SQLException {
    checkOpen();
    return connection;
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    checkOpen();
    return connection.metaData().empty(GeneratedKeys.COLUMNS);
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    checkOpen();
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return Arrays.stream(executeLargeBatch())
        .mapToInt(count -> (int) Math.min(Integer.MAX_VALUE, count))
        .toArray();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    List<String> texts = List.copyOf(batch);
    batch.clear();
    return runBatch(texts.size(), index -> executeLargeUpdate(texts.get(index)));
  }

  /** Runs one statement of a batch. */
  interface BatchStep {
    long run(int index) throws SQLException;
  }

  /** Runs a batch up to the first error, which says how far it came. */
  static long[] runBatch(int size, BatchStep step) throws SQLException {
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      try {
        counts[i] = step.run(i);
      } catch (SQLException e) {
        throw new BatchUpdateException(
            e.getMessage(), e.getSQLState(), e.getErrorCode(), Arrays.copyOf(counts, i), e);
      }
    }
    return counts;
  }

  @Override
  public boolean execute(String sql, int generatedKeys) throws SQLException {
    GeneratedKeys.check(generatedKeys);
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, int @Nullable [] keyColumns) throws SQLException {
    GeneratedKeys.check(keyColumns);
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, String @Nullable [] keyColumns) throws SQLException {
    GeneratedKeys.check(keyColumns);
    return execute(sql);
  }

  @Override
  public int executeUpdate(String sql, int generatedKeys) throws SQLException {
    GeneratedKeys.check(generatedKeys);
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, int @Nullable [] keyColumns) throws SQLException {
    GeneratedKeys.check(keyColumns);
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, String @Nullable [] keyColumns) throws SQLException {
    GeneratedKeys.check(keyColumns);
    return executeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
    GeneratedKeys.check(generatedKeys);
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int @Nullable [] keyColumns) throws SQLException {
    GeneratedKeys.check(keyColumns);
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, String @Nullable [] keyColumns) throws SQLException {
    GeneratedKeys.check(keyColumns);
    return executeLargeUpdate(sql);
  }
}
