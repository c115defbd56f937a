package org.rhodb.engine.jdbc;

import java.sql.Array;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.SqlFault;
import org.rhodb.grammar.StatementText;

/**
 * One session of an engine. Threads that share it wait for each other, but for {@link
 * Statement#cancel}, {@link #abort} and {@link #close}, which end what another thread runs.
 */
final class RhoConnection extends ConnectionSettings {
  private static final String MAIN_SCHEMA = "main";

  private final String url;
  private final ConnectionUrl options;
  private final SharedEngines.Lease lease;
  private final Session session;
  private final Turn turn = new Turn();
  private final RhoDatabaseMetaData metaData;
  private @Nullable RowCursor reading;
  private volatile @Nullable RhoStatement running;
  private boolean isAutoCommit = true;
  private volatile boolean isClosed;

  RhoConnection(String url, ConnectionUrl options, SharedEngines.Lease lease) {
    this.url = url;
    this.options = options;
    this.lease = lease;
    this.metaData = new RhoDatabaseMetaData(this, url);
    Session opened = null;
    try {
      opened = lease.engine().openSession();
      for (Map.Entry<String, String> setting : options.settings().entrySet()) {
        String value = setting.getValue().replace("'", "''");
        opened.execute("SET " + setting.getKey() + " = '" + value + "'").close();
      }
    } catch (RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      lease.release();
      throw e;
    }
    this.session = opened;
  }

  @Override
  void checkOpen() throws SQLException {
    if (isClosed) {
      throw JdbcErrors.connectionClosed();
    }
  }

  List<StatementText> split(String sql) throws SQLException {
    checkOpen();
    return session.split(sql);
  }

  /** Runs a statement; the session takes the rows of the one before it out of the way. */
  QueryResult execute(
      RhoStatement statement, StatementText text, Parameters parameters, Duration timeout)
      throws SQLException {
    return turn.take(
        () -> {
          checkOpen();
          if (!isAutoCommit && !session.isInTransaction()) {
            session.execute("BEGIN TRANSACTION").close();
          }
          running = statement;
          return session.execute(text, parameters, timeout);
        });
  }

  /** Lets one thread at a time use the session. */
  Turn turn() {
    return turn;
  }

  /** Runs a statement of the driver's own. */
  private void execute(String statement) throws SQLException {
    turn.take(
        () -> {
          checkOpen();
          session.execute(statement).close();
          return null;
        });
  }

  /** Hears which rows are being read from the session. */
  void reading(RowCursor cursor) {
    reading = cursor;
  }

  /** Cancels a statement, if it is the one that runs. */
  void cancel(RhoStatement statement) throws SQLException {
    checkOpen();
    if (running == statement) {
      session.cancel();
    }
  }

  RhoDatabaseMetaData metaData() {
    return metaData;
  }

  @Override
  public Statement createStatement() throws SQLException {
    checkOpen();
    return new RhoStatement(this);
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    checkKind(type, concurrency);
    return createStatement();
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return createStatement(type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(@Nullable String sql) throws SQLException {
    List<StatementText> statements = split(JdbcEscapes.translate(JdbcErrors.checkText(sql)));
    if (statements.size() != 1) {
      throw JdbcErrors.badArgument(
          "a prepared statement is one statement; found " + statements.size());
    }
    StatementText text = statements.get(0);
    try {
      return new RhoPreparedStatement(this, text, turn.take(() -> session.describe(text)));
    } catch (QueryException e) {
      throw JdbcErrors.of(e, text.script());
    }
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    checkKind(type, concurrency);
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return prepareStatement(sql, type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
    GeneratedKeys.check(generatedKeys);
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int @Nullable [] keyColumns)
      throws SQLException {
    GeneratedKeys.check(keyColumns);
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String @Nullable [] keyColumns)
      throws SQLException {
    GeneratedKeys.check(keyColumns);
    return prepareStatement(sql);
  }

  /** Other kinds are asked for and not needed by many clients: they hear what they get instead. */
  private void checkKind(int type, int concurrency) {
    if (type != ResultSet.TYPE_FORWARD_ONLY || concurrency != ResultSet.CONCUR_READ_ONLY) {
      warn("results are read forwards and not updated, whatever was asked for");
    }
  }

  @Override
  public String nativeSQL(@Nullable String sql) throws SQLException {
    checkOpen();
    return JdbcEscapes.translate(JdbcErrors.checkText(sql));
  }

  @Override
  public void setAutoCommit(boolean newAutoCommit) throws SQLException {
    checkOpen();
    if (newAutoCommit && !isAutoCommit) {
      commit();
    }
    isAutoCommit = newAutoCommit;
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return isAutoCommit;
  }

  @Override
  public void commit() throws SQLException {
    endTransaction("COMMIT");
  }

  @Override
  public void rollback() throws SQLException {
    endTransaction("ROLLBACK");
  }

  private void endTransaction(String statement) throws SQLException {
    checkOpen();
    if (isAutoCommit) {
      throw JdbcErrors.of(ErrorCode.A208, SqlState.BAD_TRANSACTION_STATE, "auto-commit is on");
    }
    if (session.isInTransaction()) {
      try {
        execute(statement);
      } catch (QueryException e) {
        throw JdbcErrors.of(e, statement);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    if (!isClosed) {
      isClosed = true;
      try {
        turn.takeFrom(session::cancel, session::close);
      } finally {
        lease.release();
      }
    }
  }

  @Override
  public boolean isClosed() {
    return isClosed;
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    if (!isClosed) {
      session.cancel();
      executor.execute(
          () -> {
            try {
              close();
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  @Override
  public boolean isValid(int seconds) throws SQLException {
    if (seconds < 0) {
      throw JdbcErrors.badArgument("a timeout of " + seconds);
    }
    RowCursor open = reading;
    if (isClosed || (open != null && open.isOpen())) {
      return !isClosed;
    }
    try {
      StatementText probe = session.split("SELECT 1").get(0);
      turn.take(() -> session.execute(probe, Parameters.none(), Duration.ofSeconds(seconds)))
          .close();
      return true;
    } catch (QueryException e) {
      // An aborted transaction answers with an error, and can be rolled back.
      return e.fault() == SqlFault.TRANSACTION;
    }
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return metaData;
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return options.isReadOnly();
  }

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    checkOpen();
    if (schema != null) {
      try {
        String quoted = schema.replace("'", "''");
        execute("SET schema = '" + quoted + "'");
      } catch (QueryException e) {
        throw JdbcErrors.of(e, "");
      }
    }
  }

  @Override
  public String getSchema() throws SQLException {
    checkOpen();
    try {
      return turn.take(
          () -> {
            try (QueryResult result = session.execute("SELECT current_schema()")) {
              return result.next() ? String.valueOf(result.value(0)) : MAIN_SCHEMA;
            }
          });
    } catch (QueryException e) {
      throw JdbcErrors.of(e, "");
    }
  }

  @Override
  public Array createArrayOf(String typeName, @Nullable Object[] elements) throws SQLException {
    checkOpen();
    return new RhoArray(typeName, Arrays.asList(elements));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return url;
  }
}
