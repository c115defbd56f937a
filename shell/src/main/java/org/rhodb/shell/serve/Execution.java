package org.rhodb.shell.serve;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * One run of a statement in a client's session. Used by one thread, but for {@link #cancel} and
 * {@link #wake}. Whoever began it closes it.
 */
final class Execution implements AutoCloseable {
  private final ClientSession session;
  private final String script;
  private final Function<Session, QueryResult> statement;
  private @Nullable QueryResult result;
  private volatile String whyCancelled = "";
  private volatile Runnable onEnd = () -> {};
  private volatile boolean isDone;

  /**
   * Creates one that has not begun.
   *
   * @param script the text that errors' positions refer to; empty: not the client's
   */
  Execution(ClientSession session, String script, Function<Session, QueryResult> statement) {
    this.session = session;
    this.script = script;
    this.statement = statement;
  }

  ClientSession session() {
    return session;
  }

  /** Sets what to do when it is closed. */
  void onEnd(Runnable action) {
    onEnd = action;
  }

  /** Returns the text that errors' positions refer to. */
  String script() {
    return script;
  }

  /** Runs the statement up to its first row; the result is closed with the execution. */
  QueryResult start() {
    QueryResult started = session.inTurn(this, () -> statement.apply(session.engine()));
    result = started;
    return started;
  }

  /** Fills a batch with the next rows, which other statements of the session may come between. */
  int fill(RowBatches batches, QueryResult rows) {
    return session.inTurn(this, () -> batches.fill(rows));
  }

  /** Passes over a row; returns whether there was one. */
  boolean skip(QueryResult rows) {
    return session.inTurn(this, rows::next);
  }

  /** Waits for something on another side, or for the cancellation, which it throws. */
  synchronized void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      checkCancelled();
      try {
        wait(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        cancel("interrupted");
      }
    }
    checkCancelled();
  }

  /** Has a waiting execution look again. */
  synchronized void wake() {
    notifyAll();
  }

  /** Stops it, from any thread; after its end it does nothing. */
  void cancel(String why) {
    if (!isDone && whyCancelled.isEmpty()) {
      whyCancelled = why;
      session.interrupt(this);
      wake();
    }
  }

  boolean isCancelled() {
    return !whyCancelled.isEmpty();
  }

  boolean isDone() {
    return isDone;
  }

  void checkCancelled() {
    if (isCancelled()) {
      throw QueryException.of(ErrorCode.R506, whyCancelled);
    }
  }

  /** Returns an error that says why the engine was stopped, where it only says that it was. */
  Throwable described(Throwable error) {
    return error instanceof QueryException query && query.code() == ErrorCode.R506 && isCancelled()
        ? QueryException.of(ErrorCode.R506, whyCancelled).withCause(query)
        : error;
  }

  @Override
  public void close() {
    isDone = true;
    QueryResult open = result;
    result = null;
    try {
      if (open != null) {
        session.release(open);
      }
    } finally {
      session.ended(this);
      onEnd.run();
    }
  }
}
