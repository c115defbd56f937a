package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener how far a session's running statement is, as DuckDB estimates it. Asks on a
 * thread of its own: a listener whose terminal is stopped must not hold up what cancels statements.
 */
final class SqlProgress implements AutoCloseable {
  /** Most statements end before; a person notices nothing within it. */
  private static final long FIRST_MILLIS = 500;

  private static final long PERIOD_MILLIS = 200;

  private final DoubleConsumer listener;
  private final ScheduledThreadPoolExecutor thread;
  private @Nullable DuckDBPreparedStatement running;
  private long askFromNanos;

  /** Has a connection keep count of its statements' progress, which it does not by itself. */
  SqlProgress(Connection connection, DoubleConsumer listener) throws SQLException {
    this.listener = listener;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET enable_progress_bar_print = false; SET progress_bar_time = 0;"
              + " SET enable_progress_bar = true");
    }
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "rhodb-progress");
              made.setDaemon(true);
              return made;
            });
    // Ends with the session.
    var unused =
        thread.scheduleWithFixedDelay(
            this::ask, FIRST_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A statement starts. */
  synchronized void begin(DuckDBPreparedStatement statement) {
    running = statement;
    askFromNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FIRST_MILLIS);
  }

  /** The statement is over. */
  synchronized void end() {
    running = null;
  }

  private synchronized @Nullable DuckDBPreparedStatement asked() {
    return System.nanoTime() < askFromNanos ? null : running;
  }

  private void ask() {
    DuckDBPreparedStatement statement = asked();
    if (statement == null) {
      return;
    }
    try {
      double percent = statement.getQueryProgress().getPercentage();
      // Negative: it is not estimated, or no longer.
      if (percent >= 0 && asked() == statement) {
        listener.accept(Math.min(1, percent / 100));
      }
    } catch (SQLException e) {
      // It was closed meanwhile.
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
