package org.rhodb.engine.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Keeps the exceptions of Java relations while DuckDB carries only their number, so that the
 * statement's caller gets the same object back.
 */
final class Failures {
  private static final String MARK = "rhodb-failure:";

  /** Statements abandon at most the failures of their threads; older ones are dropped beyond it. */
  private static final int MOST_KEPT = 256;

  private final AtomicLong next = new AtomicLong();
  private final Map<Long, QueryException> kept = new ConcurrentHashMap<>();

  /** Returns what a callback throws in place of a failure. */
  Carrier carry(Throwable failure) {
    long number = next.incrementAndGet();
    kept.put(number, asQueryException(failure));
    kept.remove(number - MOST_KEPT);
    return new Carrier(MARK + number + ";");
  }

  /** Takes the failure that an error's text carries, if it carries one. */
  Optional<QueryException> take(String text) {
    int mark = text.indexOf(MARK);
    int end = mark < 0 ? -1 : text.indexOf(';', mark);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(text.substring(mark + MARK.length(), end));
      return Optional.ofNullable(kept.remove(number));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static QueryException asQueryException(Throwable failure) {
    if (failure instanceof QueryException query) {
      return query;
    }
    if (failure instanceof OutOfMemoryError) {
      return QueryException.of(ErrorCode.R501, "the Java heap is exhausted")
          .withHint("raise memory_limit, or narrow the query")
          .withCause(failure);
    }
    return QueryException.of(ErrorCode.B901, String.valueOf(failure)).withCause(failure);
  }

  /** Stands for a failure on its way through native code; its text is all that arrives. */
  static final class Carrier extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Carrier(String message) {
      super(message, null, false, false);
    }
  }
}
