package org.rhodb.shell.serve;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.sql.BasicFlightSqlProducer;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.settings.Setting;

/** Answers the calls about a client's session: its settings, transaction, running statements. */
abstract class SessionProducer extends BasicFlightSqlProducer {
  private final ClientSessions sessions;
  private final RunningStatements running;

  SessionProducer(ClientSessions sessions, RunningStatements running) {
    this.sessions = sessions;
    this.running = running;
  }

  @Override
  public void beginTransaction(
      FlightSql.ActionBeginTransactionRequest request,
      CallContext context,
      StreamListener<FlightSql.ActionBeginTransactionResult> listener) {
    Calls.answer(
        listener,
        "",
        () -> {
          ClientSession session = sessions.of(context);
          session.run("BEGIN TRANSACTION");
          String id = sessions.newId();
          session.transaction(id);
          return FlightSql.ActionBeginTransactionResult.newBuilder()
              .setTransactionId(ByteString.copyFromUtf8(id))
              .build();
        });
  }

  @Override
  public void endTransaction(
      FlightSql.ActionEndTransactionRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    Calls.complete(
        listener,
        () -> {
          ClientSession session = sessions.of(context);
          session.checkTransaction(request.getTransactionId().toStringUtf8());
          boolean isCommit =
              request.getAction()
                  == FlightSql.ActionEndTransactionRequest.EndTransaction.END_TRANSACTION_COMMIT;
          session.transaction("");
          session.run(isCommit ? "COMMIT" : "ROLLBACK");
        });
  }

  @Override
  public void cancelFlightInfo(
      CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
    Calls.answer(
        listener,
        "",
        () -> {
          boolean isFound = false;
          for (FlightEndpoint endpoint : request.getInfo().getEndpoints()) {
            isFound |= running.cancel(endpoint.getTicket(), sessions.of(context));
          }
          return isFound ? CancelStatus.CANCELLING : CancelStatus.NOT_CANCELLABLE;
        });
  }

  @Override
  public void setSessionOptions(
      SetSessionOptionsRequest request,
      CallContext context,
      StreamListener<SetSessionOptionsResult> listener) {
    Calls.answer(
        listener,
        "",
        () -> {
          ClientSession session = sessions.of(context);
          Map<String, SetSessionOptionsResult.Error> errors = new HashMap<>();
          request.getSessionOptions().forEach((name, value) -> set(session, name, value, errors));
          return new SetSessionOptionsResult(errors);
        });
  }

  private static void set(
      ClientSession session,
      String name,
      SessionOptionValue value,
      Map<String, SetSessionOptionsResult.Error> errors) {
    if (Setting.of(name).isEmpty()) {
      errors.put(
          name, new SetSessionOptionsResult.Error(SetSessionOptionsResult.ErrorValue.INVALID_NAME));
      return;
    }
    try {
      String text = value.isEmpty() ? "" : String.valueOf(value.acceptVisitor(new OptionText()));
      session.run(
          text.isEmpty()
              ? "RESET " + name
              : "SET " + name + " = '" + text.replace("'", "''") + "'");
    } catch (QueryException e) {
      errors.put(
          name,
          new SetSessionOptionsResult.Error(SetSessionOptionsResult.ErrorValue.INVALID_VALUE));
    }
  }

  @Override
  public void getSessionOptions(
      GetSessionOptionsRequest request,
      CallContext context,
      StreamListener<GetSessionOptionsResult> listener) {
    Calls.answer(
        listener,
        "",
        () -> {
          ClientSession session = sessions.of(context);
          Map<String, SessionOptionValue> options = new HashMap<>();
          for (Setting setting : Setting.values()) {
            String text = session.inTurn(() -> session.engine().settings().text(setting));
            options.put(setting.key(), SessionOptionValueFactory.makeSessionOptionValue(text));
          }
          return new GetSessionOptionsResult(options);
        });
  }

  @Override
  public void closeSession(
      CloseSessionRequest request,
      CallContext context,
      StreamListener<CloseSessionResult> listener) {
    Calls.answer(
        listener,
        "",
        () -> {
          sessions.end(sessions.of(context), "the client closed its session");
          context.getMiddleware(SessionCookie.KEY).takeBack();
          return new CloseSessionResult(CloseSessionResult.Status.CLOSED);
        });
  }

  /** Has nothing to close: sessions are the server's. */
  @Override
  public void close() {}

  /** Refuses a call that the protocol has and this server has not. */
  static QueryException unsupported(String what) {
    return QueryException.of(ErrorCode.U305, what + " is not supported by RhoDB");
  }
}
