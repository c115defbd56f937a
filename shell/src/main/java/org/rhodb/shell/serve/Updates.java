package org.rhodb.shell.serve;

import java.util.List;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.StatementText;

/** Runs statements for what they change and answers with the number of rows. */
final class Updates {
  private Updates() {}

  /** Answers a call with a number of changed rows. */
  static void answer(
      StreamListener<PutResult> listener,
      BufferAllocator allocator,
      String script,
      Calls.Answer<Long> count) {
    long changed;
    try {
      changed = count.get();
    } catch (Throwable e) {
      listener.onError(FlightErrors.of(e, script));
      return;
    }
    byte[] bytes =
        FlightSql.DoPutUpdateResult.newBuilder().setRecordCount(changed).build().toByteArray();
    try (ArrowBuf buffer = allocator.buffer(bytes.length)) {
      buffer.writeBytes(bytes);
      // The buffer is closed here, and with it all that the result holds.
      listener.onNext(PutResult.metadata(buffer));
    }
    listener.onCompleted();
  }

  /** Runs a statement with each row of values, up to the first error; returns all rows changed. */
  static long run(
      ClientSession session, StatementText text, List<Parameters> values, Warnings warnings) {
    long changed = 0;
    for (Parameters row : values) {
      Execution execution = session.execution(text, row);
      try (execution) {
        RowStream.stopWithCall(execution);
        QueryResult result = execution.start();
        while (result.kind() == QueryResult.Kind.ROWS && execution.skip(result)) {
          // A client that counts changes of a statement that gives rows wants it run to its end.
        }
        warnings.add(result.warnings());
        changed += Math.max(0, result.updateCount());
      } catch (QueryException e) {
        throw FlightErrors.of(execution.described(e), text.script());
      }
    }
    return changed;
  }
}
