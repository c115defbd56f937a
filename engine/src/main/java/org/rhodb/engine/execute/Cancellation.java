package org.rhodb.engine.execute;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Whoever hears of it hears no more of it. */
  public interface Hearing extends AutoCloseable {
    @Override
    void close();
  }

  /** Asks the statement to stop because the user said so. */
  public void cancel() {
    raise(QueryException.of(ErrorCode.R506, "cancelled"));
  }

  /**
   * Asks the statement to stop because it ran longer than it may.
   *
   * @param sentence how long that is
   */
  public void expire(String sentence) {
    raise(
        QueryException.of(ErrorCode.R507, sentence)
            .withHint("a longer timeout, fewer tokens or fewer models would let it finish"));
  }

  private void raise(QueryException stop) {
    if (reason.compareAndSet(null, stop)) {
      listeners.forEach(Runnable::run);
    }
  }

  /**
   * Sets what else to stop, on whatever thread asks: what waits for another and cannot look. Caller
   * closes.
   */
  public Hearing onStop(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
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
