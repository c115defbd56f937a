package org.rhodb.shell.serve;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.rhodb.engine.Engine;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** The sessions of all clients, each until its client is gone or rests for too long. */
final class ClientSessions implements AutoCloseable {
  /** How long a session outlives its connection, for clients that connect again. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Engine engine;
  private final Duration idle;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, ClientSession> byId = new ConcurrentHashMap<>();
  private final Map<ByteString, PreparedText> prepared = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = timer("rhodb-serve-timer");

  /** Waits for statements to stop, which the timer stops: another thread. */
  private final ScheduledExecutorService cleaner = timer("rhodb-serve-cleaner");

  private volatile boolean isClosed;

  ClientSessions(Engine engine, Duration idle) {
    this.engine = engine;
    this.idle = idle;
    long period = Math.max(100, Math.min(idle.toMillis() / 4, 30_000));
    // Ends with the timer.
    var unused =
        cleaner.scheduleWithFixedDelay(this::endIdle, period, period, TimeUnit.MILLISECONDS);
  }

  private static ScheduledExecutorService timer(String name) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Returns how many sessions there are. */
  int count() {
    return byId.size();
  }

  /**
   * Returns the session of the call that this thread answers, a new one at the client's first.
   *
   * @throws QueryException R509 if the client names one that has ended
   */
  ClientSession of(CallContext call) {
    SessionCookie cookie = call.getMiddleware(SessionCookie.KEY);
    ClientConnection connection = ClientConnection.ofCall();
    if (cookie.presented().isPresent()) {
      ClientSession known = byId.get(cookie.presented().get());
      if (known == null) {
        cookie.takeBack();
        throw QueryException.of(ErrorCode.R509, "the session has ended")
            .withHint(
                "it rested too long or the server was started again; its settings, temporary tables"
                    + " and transaction are gone. What comes next has a new session");
      }
      known.knownByCookie();
      connection.session(known);
      return known;
    }
    synchronized (connection) {
      ClientSession session = connection.session().orElseGet(this::open);
      connection.session(session);
      cookie.give(session.id());
      return session;
    }
  }

  private ClientSession open() {
    String id = newId();
    ClientSession session = new ClientSession(id, engine.openSession(), timer);
    byId.put(id, session);
    if (isClosed) {
      end(session, "the server is stopping");
      throw QueryException.of(ErrorCode.R509, "the server is stopping");
    }
    return session;
  }

  /** Returns a name that cannot be guessed. */
  String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Keeps a prepared statement and returns its handle. */
  ByteString keep(PreparedText statement) {
    ByteString handle = ByteString.copyFromUtf8(newId());
    prepared.put(handle, statement);
    return handle;
  }

  /**
   * Returns a prepared statement.
   *
   * @throws QueryException R509 if it was closed or its session has ended
   */
  PreparedText prepared(ByteString handle) {
    PreparedText statement = prepared.get(handle);
    if (statement == null || statement.session().isClosed()) {
      throw QueryException.of(ErrorCode.R509, "the prepared statement is closed");
    }
    return statement;
  }

  /** Forgets a prepared statement; one that is not known is forgotten already. */
  void forget(ByteString handle) {
    prepared.remove(handle);
  }

  /** Ends a session at its client's wish. */
  void end(ClientSession session, String why) {
    byId.remove(session.id());
    prepared.values().removeIf(statement -> statement.session() == session);
    session.close(why);
  }

  /** Hears that a connection is gone: what its client has asked for nobody will fetch. */
  void connectionEnded(ClientConnection connection) {
    Optional<ClientSession> session = connection.session();
    if (session.isPresent() && !isClosed) {
      long millis = session.get().isKnownByCookie() ? GRACE.toMillis() : 0;
      // Nobody waits for it.
      var unused =
          cleaner.schedule(
              () -> endAbandoned(session.get(), millis), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void endAbandoned(ClientSession session, long graceMillis) {
    // A client that is back with its cookie has used it meanwhile.
    if (graceMillis == 0 || session.isIdle(Duration.ofMillis(graceMillis - 1))) {
      end(session, "the client is gone");
    }
  }

  private void endIdle() {
    for (ClientSession session : byId.values()) {
      if (session.isIdle(idle)) {
        try {
          end(session, "the session rested too long");
        } catch (QueryException e) {
          // Its connection to the store failed to close, and it is gone for its client all the
          // same; the others must be looked after.
        }
      }
    }
  }

  /** Stops every statement and ends every session. */
  @Override
  public void close() {
    isClosed = true;
    byId.values().forEach(session -> end(session, "the server is stopping"));
    cleaner.shutdownNow();
    timer.shutdownNow();
  }
}
