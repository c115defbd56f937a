package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Stops a session's running statement, for a user, for its time limit or for want of memory. */
final class Interruption {
  /** A request that reaches DuckDB just before a statement starts is lost: it is repeated. */
  private static final long REPEAT_MILLIS = 50;

  private static final long WATCH_MILLIS = 100;

  private final Connection connection;
  private final DriverInternals internals;
  private final ScheduledExecutorService timer;
  private volatile Runnable action = () -> {};
  private State state = State.IDLE;
  private TimeLimit limit = TimeLimit.NONE;
  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable ScheduledFuture<?> repeat;
  private @Nullable ScheduledFuture<?> watch;

  Interruption(Connection connection, DriverInternals internals, ScheduledExecutorService timer) {
    this.connection = connection;
    this.internals = internals;
    this.timer = timer;
  }

  private enum State {
    IDLE,
    RUNNING,
    CANCELLED,
    TIMED_OUT,
    TOO_LARGE
  }

  void setAction(Runnable newAction) {
    action = newAction;
  }

  /** A statement starts. */
  synchronized void begin(TimeLimit newLimit) {
    end();
    state = State.RUNNING;
    limit = newLimit;
    if (!limit.isNone()) {
      deadline = atEnd(limit, () -> interrupt(State.TIMED_OUT));
    }
  }

  ScheduledFuture<?> atEnd(TimeLimit given, Runnable task) {
    return timer.schedule(task, given.millisLeft(), TimeUnit.MILLISECONDS);
  }

  /** The statement is over. */
  synchronized void end() {
    state = State.IDLE;
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
    if (repeat != null) {
      repeat.cancel(false);
      repeat = null;
    }
    unwatch();
  }

  /** Stops the statement if the process grows by more than so many bytes from now on. */
  synchronized void watch(long mostBytes) {
    long before = ResidentMemory.bytes();
    watch =
        timer.scheduleWithFixedDelay(
            () -> {
              if (ResidentMemory.bytes() - before > mostBytes) {
                interrupt(State.TOO_LARGE);
              }
            },
            WATCH_MILLIS,
            WATCH_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** The process may grow again. */
  synchronized void unwatch() {
    if (watch != null) {
      watch.cancel(false);
      watch = null;
    }
  }

  void cancel() {
    interrupt(State.CANCELLED);
  }

  private void interrupt(State reason) {
    synchronized (this) {
      if (state != State.RUNNING) {
        return;
      }
      state = reason;
      repeat = timer.scheduleWithFixedDelay(this::send, 0, REPEAT_MILLIS, TimeUnit.MILLISECONDS);
    }
    action.run();
  }

  private void send() {
    synchronized (this) {
      if (state == State.IDLE || state == State.RUNNING) {
        return;
      }
      try {
        internals.interrupt(connection);
      } catch (SQLException e) {
        // The connection closed meanwhile: there is nothing left to stop.
        end();
      }
    }
  }

  /** Returns the error with the reason the statement was stopped for. */
  synchronized QueryException refine(QueryException error) {
    if (error.code() != ErrorCode.R506) {
      return error;
    }
    if (state == State.TOO_LARGE) {
      return QueryException.of(
              ErrorCode.R501,
              "the result does not fit into memory_limit: rows with nested types, intervals, times"
                  + " and the like are all made before the first is read")
          .withHint(
              "cast such columns to VARCHAR or unnest them, so that rows stream; take fewer rows;"
                  + " or raise memory_limit")
          .withCause(error);
    }
    if (state == State.TIMED_OUT) {
      return QueryException.of(ErrorCode.R507, limit.sentence()).withCause(error);
    }
    return error;
  }
}
