package org.rhodb.shell.serve;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.Session.Description;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.StatementText;

/**
 * A client's session: the engine's, which one thread uses at a time, and the statements it is asked
 * for by many. Settings, temporary tables and a transaction are the client's own.
 */
final class ClientSession {
  /** A request to stop that comes before the statement has begun is lost: it is repeated. */
  private static final long REPEAT_MILLIS = 50;

  private static final long MOST_SECONDS_TO_STOP = 30;

  private final String id;
  private final Session session;
  private final ScheduledExecutorService timer;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Object guard = new Object();
  private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
  private @Nullable Execution current;
  private volatile long lastUsed = System.nanoTime();
  private volatile String transaction = "";
  private volatile boolean isKnownByCookie;
  private volatile String whyClosed = "";

  ClientSession(String id, Session session, ScheduledExecutorService timer) {
    this.id = id;
    this.session = session;
    this.timer = timer;
  }

  String id() {
    return id;
  }

  /** Returns the engine's session, to be used in turn. */
  Session engine() {
    return session;
  }

  /** Returns the one statement of a text. */
  StatementText one(String sql) {
    List<StatementText> statements = session.split(sql);
    if (statements.size() != 1) {
      throw QueryException.of(
              ErrorCode.S101, "one statement is expected; found " + statements.size())
          .withHint("send each statement on its own");
    }
    return statements.get(0);
  }

  /** Says what a statement gives, without running it. */
  Description describe(StatementText text) {
    return inTurn(() -> session.describe(text));
  }

  /** Begins to run a statement. Caller closes. */
  Execution execution(StatementText text, Parameters parameters) {
    return begin(
        new Execution(
            this, text.script(), engine -> engine.execute(text, parameters, Duration.ZERO)));
  }

  /** Begins to run a query of the server's own. Caller closes. */
  Execution execution(Function<Session, QueryResult> statement) {
    return begin(new Execution(this, "", statement));
  }

  private Execution begin(Execution execution) {
    executions.add(execution);
    if (isClosed()) {
      ended(execution);
      throw closed();
    }
    return execution;
  }

  /** Runs a statement that gives no rows. */
  void run(String sql) {
    inTurn(
        () -> {
          session.execute(sql).close();
          return true;
        });
  }

  /** Notes the transaction that the protocol has begun; empty: none. */
  void transaction(String newTransaction) {
    transaction = newTransaction;
  }

  /**
   * Refuses a transaction that is not the session's own.
   *
   * @param named as the client names it; empty: none, and whatever is open is meant
   */
  void checkTransaction(String named) {
    if (!named.isEmpty() && !named.equals(transaction)) {
      throw QueryException.of(ErrorCode.A207, "the transaction has ended or is another session's");
    }
  }

  /** Does something with the engine's session when nobody else does. */
  <T> T inTurn(Supplier<T> work) {
    turn.lock();
    try {
      if (isClosed()) {
        throw closed();
      }
      return work.get();
    } finally {
      lastUsed = System.nanoTime();
      turn.unlock();
    }
  }

  /** Does something for an execution that may be cancelled meanwhile. */
  <T> T inTurn(Execution execution, Supplier<T> work) {
    return inTurn(
        () -> {
          execution.checkCancelled();
          setCurrent(execution);
          try {
            return work.get();
          } finally {
            setCurrent(null);
          }
        });
  }

  /** Closes what the engine gave, when nobody else uses its session; after its end as well. */
  void release(QueryResult result) {
    turn.lock();
    try {
      result.close();
    } finally {
      turn.unlock();
    }
  }

  private void setCurrent(@Nullable Execution execution) {
    synchronized (guard) {
      current = execution;
    }
  }

  /** Stops what the engine does for an execution, now and until it has ended. */
  void interrupt(Execution execution) {
    ScheduledFuture<?>[] repeated = new ScheduledFuture<?>[1];
    synchronized (guard) {
      repeated[0] =
          timer.scheduleWithFixedDelay(
              () -> {
                synchronized (guard) {
                  if (current == execution) {
                    session.cancel();
                  }
                  if (execution.isDone()) {
                    repeated[0].cancel(false);
                  }
                }
              },
              0,
              REPEAT_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Hears that an execution has ended. */
  void ended(Execution execution) {
    executions.remove(execution);
  }

  /** Hears that the client brings the session's cookie. */
  void knownByCookie() {
    isKnownByCookie = true;
    lastUsed = System.nanoTime();
  }

  boolean isKnownByCookie() {
    return isKnownByCookie;
  }

  /** Returns whether nothing was asked of it for a time. */
  boolean isIdle(Duration limit) {
    return executions.isEmpty() && System.nanoTime() - lastUsed > limit.toNanos();
  }

  boolean isClosed() {
    return !whyClosed.isEmpty();
  }

  /** Stops its statements and rolls back what it has not committed. */
  void close(String why) {
    if (isClosed()) {
      return;
    }
    whyClosed = why;
    executions.forEach(execution -> execution.cancel(why));
    boolean isFree = false;
    try {
      isFree = turn.tryLock(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      session.close();
    } finally {
      if (isFree) {
        turn.unlock();
      }
    }
  }

  private QueryException closed() {
    return QueryException.of(ErrorCode.R509, "the session has ended: " + whyClosed);
  }
}
