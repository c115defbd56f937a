package org.rhodb.shell.serve;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;
import org.rhodb.engine.Session.Description;
import org.rhodb.grammar.StatementText;

/** Answers the calls about statements: what they give, their rows, their changes. */
class SqlProducer extends SessionProducer {
  /** Announced for rows whose columns are known only once they are there. */
  private static final List<ResultColumn> LATER =
      List.of(new ResultColumn("result", "VARCHAR", ""));

  private final ClientSessions sessions;
  private final RunningStatements running;
  private final BufferAllocator allocator;
  private final Executor executor;

  SqlProducer(
      ClientSessions sessions,
      RunningStatements running,
      BufferAllocator allocator,
      Executor executor) {
    super(sessions, running);
    this.sessions = sessions;
    this.running = running;
    this.allocator = allocator;
    this.executor = executor;
  }

  ClientSessions sessions() {
    return sessions;
  }

  @Override
  protected <T extends Message> List<FlightEndpoint> determineEndpoints(
      T request, FlightDescriptor descriptor, Schema schema) {
    return List.of(new FlightEndpoint(new Ticket(Any.pack(request).toByteArray())));
  }

  @Override
  public FlightInfo getFlightInfoStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return Calls.value(
        command.getQuery(),
        () -> {
          ClientSession session = sessions.of(context);
          session.checkTransaction(command.getTransactionId().toStringUtf8());
          Description description = session.describe(session.one(command.getQuery()));
          // The number makes the ticket, and with it what a cancellation names, one of its kind.
          ByteString handle = ByteString.copyFromUtf8(sessions.newId() + command.getQuery());
          return info(
              FlightSql.TicketStatementQuery.newBuilder().setStatementHandle(handle).build(),
              descriptor,
              description);
        });
  }

  @Override
  public SchemaResult getSchemaStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return Calls.value(
        command.getQuery(),
        () -> {
          ClientSession session = sessions.of(context);
          return new SchemaResult(announced(session.describe(session.one(command.getQuery()))));
        });
  }

  @Override
  public void getStreamStatement(
      FlightSql.TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
    String query = ticket.getStatementHandle().toStringUtf8().substring(sessions.newId().length());
    stream(
        context,
        listener,
        query,
        Any.pack(ticket),
        () -> {
          ClientSession session = sessions.of(context);
          return session.execution(session.one(query), Parameters.none());
        },
        Optional.empty());
  }

  /** Starts to send what an execution gives. */
  void stream(
      CallContext context,
      ServerStreamListener listener,
      String script,
      Any ticket,
      Calls.Answer<Execution> execution,
      Optional<Schema> schema) {
    try {
      Execution started = execution.get();
      running.add(new Ticket(ticket.toByteArray()), started);
      Warnings warnings = context.getMiddleware(Warnings.KEY);
      RowStream.start(started, listener, warnings, allocator, schema, executor);
    } catch (Throwable e) {
      listener.error(FlightErrors.of(e, script));
    }
  }

  @Override
  public void createPreparedStatement(
      FlightSql.ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    Calls.answer(
        listener,
        request.getQuery(),
        () -> {
          ClientSession session = sessions.of(context);
          session.checkTransaction(request.getTransactionId().toStringUtf8());
          StatementText text = session.one(request.getQuery());
          Description description = session.describe(text);
          FlightSql.ActionCreatePreparedStatementResult.Builder result =
              FlightSql.ActionCreatePreparedStatementResult.newBuilder()
                  .setPreparedStatementHandle(
                      sessions.keep(new PreparedText(session, text, description)))
                  .setParameterSchema(bytes(ArrowTypes.parameters(description.parameters())));
          // Clients take a statement without columns for one that changes rows.
          if (description.kind() == QueryResult.Kind.ROWS) {
            result.setDatasetSchema(bytes(announced(description)));
          }
          return new Result(Any.pack(result.build()).toByteArray());
        });
  }

  private static ByteString bytes(Schema schema) {
    return ByteString.copyFrom(DescribedTables.serialize(schema));
  }

  @Override
  public void closePreparedStatement(
      FlightSql.ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    Calls.complete(listener, () -> sessions.forget(request.getPreparedStatementHandle()));
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    return Calls.value(
        "",
        () ->
            info(
                command,
                descriptor,
                sessions.prepared(command.getPreparedStatementHandle()).description()));
  }

  @Override
  public SchemaResult getSchemaPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    return Calls.value(
        "",
        () ->
            new SchemaResult(
                announced(sessions.prepared(command.getPreparedStatementHandle()).description())));
  }

  @Override
  public void getStreamPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      ServerStreamListener listener) {
    stream(
        context,
        listener,
        "",
        Any.pack(command),
        () -> {
          PreparedText prepared = sessions.prepared(command.getPreparedStatementHandle());
          return prepared.session().execution(prepared.text(), prepared.values().get(0));
        },
        Optional.empty());
  }

  @Override
  public Runnable acceptPutPreparedStatementQuery(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> listener) {
    return () ->
        Calls.complete(
            listener,
            () -> {
              PreparedText prepared = sessions.prepared(command.getPreparedStatementHandle());
              prepared.values(ParameterReader.read(stream, prepared.description().parameters()));
            });
  }

  @Override
  public Runnable acceptPutStatement(
      FlightSql.CommandStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> listener) {
    return () ->
        Updates.answer(
            listener,
            allocator,
            command.getQuery(),
            () -> {
              ClientSession session = sessions.of(context);
              session.checkTransaction(command.getTransactionId().toStringUtf8());
              return Updates.run(
                  session,
                  session.one(command.getQuery()),
                  List.of(Parameters.none()),
                  context.getMiddleware(Warnings.KEY));
            });
  }

  @Override
  public Runnable acceptPutPreparedStatementUpdate(
      FlightSql.CommandPreparedStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> listener) {
    return () ->
        Updates.answer(
            listener,
            allocator,
            "",
            () -> {
              PreparedText prepared = sessions.prepared(command.getPreparedStatementHandle());
              List<Parameters> values =
                  ParameterReader.read(stream, prepared.description().parameters());
              return Updates.run(
                  prepared.session(),
                  prepared.text(),
                  values.isEmpty() ? prepared.values() : values,
                  context.getMiddleware(Warnings.KEY));
            });
  }

  @Override
  public Runnable acceptPutStatementBulkIngest(
      FlightSql.CommandStatementIngest command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> listener) {
    return () -> listener.onError(FlightErrors.of(unsupported("bulk ingestion"), ""));
  }

  private static FlightInfo info(
      Message ticket, FlightDescriptor descriptor, Description description) {
    boolean isLater =
        description.kind() == QueryResult.Kind.ROWS && description.columns().isEmpty();
    FlightEndpoint endpoint = new FlightEndpoint(new Ticket(Any.pack(ticket).toByteArray()));
    Schema schema = isLater ? null : announced(description);
    return new FlightInfo(schema, descriptor, List.of(endpoint), -1, -1);
  }

  private static Schema announced(Description description) {
    List<ResultColumn> columns = RowStream.columns(description.kind(), description.columns());
    return ArrowTypes.schema(columns.isEmpty() ? LATER : columns);
  }
}
