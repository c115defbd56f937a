package org.rhodb.engine.execute;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * A statement's stop sign: raised by any thread, looked at by the one that works, at least once a
 * second. Once raised it stays.
 */
public final class Cancellation {
  private final AtomicReference<@Nullable QueryException> reason = new AtomicReference<>();

  /** Asks the statement to stop because the user said so. */
  public void cancel() {
    reason.compareAndSet(null, QueryException.of(ErrorCode.R506, "cancelled"));
  }

  /** Asks the statement to stop because it ran longer than it may. */
  public void expire(long timeoutSeconds) {
    reason.compareAndSet(
        null,
        QueryException.of(ErrorCode.R507, "stopped after " + timeoutSeconds + " seconds")
            .withHint("a longer timeout, fewer tokens or fewer models would let it finish"));
  }

  /** Returns whether the statement was asked to stop. */
  public boolean isCancelled() {
    return reason.get() != null;
  }

  /**
   * Returns at once unless the statement was asked to stop.
   *
   * @throws QueryException R506 if cancelled, R507 if its time is over
   */
  public void check() {
    QueryException stop = reason.get();
    if (stop != null) {
      throw QueryException.of(stop.code(), stop.getMessage()).withHint(stop.hint());
    }
  }
}
