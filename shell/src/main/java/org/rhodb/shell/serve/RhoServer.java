package org.rhodb.shell.serve;

import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.rhodb.engine.Engine;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * A database that many clients share over Arrow Flight SQL. The engine is its caller's; whoever
 * started the server closes it before the engine.
 */
public final class RhoServer implements AutoCloseable {
  private static final long SECONDS_TO_END_CALLS = 5;

  /**
   * A client whose process ends is missed at once. One whose machine or network is gone says
   * nothing: a connection that is silent is asked, and is over if there is no answer. gRPC's own
   * two hours would keep its statements running.
   */
  private static final long SECONDS_OF_SILENCE = 60;

  private static final long SECONDS_TO_ANSWER = 20;

  /** How often clients may ask in turn; gRPC's five minutes end connections of those who do. */
  private static final long SECONDS_BETWEEN_QUESTIONS = 10;

  private final ServeOptions options;
  private final BufferAllocator allocator;
  private final ExecutorService threads;
  private final ClientSessions sessions;
  private final RunningStatements running = new RunningStatements();
  private final FlightServer server;
  private boolean isClosed;

  private RhoServer(Engine engine, ServeOptions options) {
    this.options = options;
    this.allocator = new RootAllocator();
    this.threads = new CallThreads();
    this.sessions = new ClientSessions(engine, options.idle());
    try {
      this.server = build();
    } catch (RuntimeException | IOException e) {
      release();
      throw cannotListen(e);
    }
  }

  /**
   * Starts to listen. Caller closes.
   *
   * @throws QueryException R511 if strangers could come in, R512 if it cannot listen there, X401
   */
  public static RhoServer start(Engine engine, ServeOptions options) {
    options.check();
    RhoServer server = new RhoServer(engine, options);
    try {
      server.server.start();
      return server;
    } catch (IOException e) {
      server.release();
      throw server.cannotListen(e);
    }
  }

  private FlightServer build() throws IOException {
    MetadataProducer producer =
        new MetadataProducer(sessions, running, allocator, threads, ServerFacts.of(options));
    Consumer<NettyServerBuilder> connections =
        builder ->
            builder
                .addTransportFilter(new ClientConnection.Watch(sessions::connectionEnded))
                .intercept(new ClientConnection.Naming())
                .keepAliveTime(SECONDS_OF_SILENCE, TimeUnit.SECONDS)
                .keepAliveTimeout(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                .permitKeepAliveTime(SECONDS_BETWEEN_QUESTIONS, TimeUnit.SECONDS);
    FlightServer.Builder builder =
        FlightServer.builder(allocator, location(options.port()), producer)
            .executor(threads)
            .middleware(SessionCookie.KEY, new SessionCookie.Reader())
            .middleware(Warnings.KEY, new Warnings.Maker())
            .headerAuthenticator(new TokenCheck(options.token()))
            .transportHint("grpc.builderConsumer", connections);
    if (options.certificate().isPresent() && options.key().isPresent()) {
      builder.useTls(options.certificate().get().toFile(), options.key().get().toFile());
    }
    return builder.build();
  }

  private Location location(int port) {
    return options.isEncrypted()
        ? Location.forGrpcTls(options.host(), port)
        : Location.forGrpcInsecure(options.host(), port);
  }

  private QueryException cannotListen(Exception e) {
    Throwable reason = e;
    while (reason.getCause() != null && reason.getCause() != reason) {
      reason = reason.getCause();
    }
    return QueryException.of(
            ErrorCode.R512,
            "cannot listen at "
                + options.host()
                + ":"
                + options.port()
                + ": "
                + reason.getMessage())
        .withHint("--port names another port, --port 0 takes any that is free")
        .withCause(e);
  }

  /** Returns the port it listens at. */
  public int port() {
    return server.getPort();
  }

  /** Returns the address for Flight SQL clients. */
  public String address() {
    return location(port()).getUri().toString();
  }

  /** Returns the address for the JDBC driver of Arrow Flight SQL. */
  public String jdbcUrl() {
    return "jdbc:arrow-flight-sql://"
        + options.host()
        + ":"
        + port()
        + "/?useEncryption="
        + options.isEncrypted();
  }

  /** Returns how many clients have a session. */
  public int sessionCount() {
    return sessions.count();
  }

  /** Returns how many statements run or have rows that are not fetched yet. */
  public int runningCount() {
    return running.count();
  }

  /** Returns the native memory held for batches, in bytes. */
  public long allocatedBytes() {
    return allocator.getAllocatedMemory();
  }

  /**
   * Stops: takes no more calls, cancels what runs, rolls back what is not committed, gives memory
   * back. Statements that are done have changed the database for good.
   *
   * @throws IllegalStateException if memory was not given back
   */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    server.shutdown();
    sessions.close();
    try {
      server.awaitTermination(SECONDS_TO_END_CALLS, TimeUnit.SECONDS);
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    release();
  }

  private void release() {
    sessions.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(SECONDS_TO_END_CALLS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    allocator.close();
  }
}
