package org.rhodb.shell.serve;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A network connection of a client, and the session of its calls that bring no cookie. */
final class ClientConnection {
  private static final Attributes.Key<ClientConnection> ATTRIBUTE =
      Attributes.Key.create("rhodb-connection");
  private static final Context.Key<ClientConnection> OF_CALL = Context.key("rhodb-connection");

  private @Nullable ClientSession session;

  /** Returns the connection that the call of this thread came by. */
  static ClientConnection ofCall() {
    ClientConnection connection = OF_CALL.get();
    if (connection == null) {
      throw new IllegalStateException("not in a call");
    }
    return connection;
  }

  synchronized Optional<ClientSession> session() {
    return Optional.ofNullable(session).filter(s -> !s.isClosed());
  }

  synchronized void session(ClientSession newSession) {
    session = newSession;
  }

  /** Notes connections as they come and go. */
  static final class Watch extends ServerTransportFilter {
    private final Consumer<ClientConnection> onEnd;

    Watch(Consumer<ClientConnection> onEnd) {
      this.onEnd = onEnd;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
      return attributes.toBuilder().set(ATTRIBUTE, new ClientConnection()).build();
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
      ClientConnection connection = attributes == null ? null : attributes.get(ATTRIBUTE);
      if (connection != null) {
        onEnd.accept(connection);
      }
    }
  }

  /** Tells each call its connection. */
  static final class Naming implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
      ClientConnection connection = call.getAttributes().get(ATTRIBUTE);
      Context context = Context.current().withValue(OF_CALL, connection);
      return Contexts.interceptCall(context, call, headers, next);
    }
  }
}
