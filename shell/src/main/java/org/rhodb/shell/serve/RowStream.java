package org.rhodb.shell.serve;

import io.grpc.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;

/**
 * Runs a statement and sends its rows a batch at a time, as fast as the client reads them; two
 * batches are in memory at most. A client that closes its stream stops the statement.
 */
final class RowStream implements Runnable {
  /** Columns of what has no rows, for clients that fetch them nevertheless. */
  static final List<ResultColumn> COUNT = List.of(new ResultColumn("Count", "BIGINT", ""));

  static final List<ResultColumn> MESSAGE = List.of(new ResultColumn("message", "VARCHAR", ""));

  private final Execution execution;
  private final ServerStreamListener listener;
  private final BufferAllocator allocator;
  private final @Nullable Schema schema;
  private final Warnings warnings;

  private RowStream(
      Execution execution,
      ServerStreamListener listener,
      Warnings warnings,
      BufferAllocator allocator,
      @Nullable Schema schema) {
    this.execution = execution;
    this.listener = listener;
    this.warnings = warnings;
    this.allocator = allocator;
    this.schema = schema;
  }

  /**
   * Begins to send on another thread: while a call's first thread is busy, gRPC tells neither that
   * the client is ready nor that it is gone.
   *
   * @param warnings of the call, sent with its first row
   * @param schema of the stream; empty: that of the result
   */
  static void start(
      Execution execution,
      ServerStreamListener listener,
      Warnings warnings,
      BufferAllocator allocator,
      Optional<Schema> schema,
      Executor executor) {
    listener.setOnReadyHandler(execution::wake);
    listener.setOnCancelHandler(() -> execution.cancel("cancelled by the client"));
    stopWithCall(execution);
    executor.execute(new RowStream(execution, listener, warnings, allocator, schema.orElse(null)));
  }

  /** Has the end of the call that this thread answers stop an execution that still runs. */
  static void stopWithCall(Execution execution) {
    Context.current()
        .addListener(call -> execution.cancel("cancelled by the client"), Runnable::run);
  }

  /** Returns the columns a client is told of. */
  static List<ResultColumn> columns(QueryResult.Kind kind, List<ResultColumn> columns) {
    return switch (kind) {
      case ROWS -> columns;
      case UPDATE -> COUNT;
      case MESSAGE -> MESSAGE;
    };
  }

  @Override
  public void run() {
    try (execution) {
      QueryResult result = execution.start();
      send(result.kind() == QueryResult.Kind.ROWS ? result : new SoleRow(result));
    } catch (Throwable e) {
      listener.error(FlightErrors.of(execution.described(e), execution.script()));
      return;
    }
    listener.completed();
  }

  private void send(QueryResult rows) {
    warnings.add(rows.warnings());
    Schema sent = warnings.with(schema == null ? ArrowTypes.schema(rows.columns()) : schema);
    try (RowBatches batches = new RowBatches(sent, allocator)) {
      listener.start(batches.root());
      while (execution.fill(batches, rows) > 0) {
        execution.await(listener::isReady);
        listener.putNext();
      }
    }
  }
}
