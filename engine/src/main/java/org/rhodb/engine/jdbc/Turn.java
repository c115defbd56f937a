package org.rhodb.engine.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time use a connection's session, whose rows lie in memory that another
 * thread's statement frees.
 */
final class Turn {
  private static final long REPEAT_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();

  /** Work with a session. */
  interface Work<T extends @Nullable Object, E extends Exception> {
    T run() throws E;
  }

  <T extends @Nullable Object, E extends Exception> T take(Work<T, E> work) throws E {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Ends what another thread runs, then runs something. */
  void takeFrom(Runnable cancel, Runnable work) {
    boolean isInterrupted = false;
    while (true) {
      try {
        if (lock.tryLock(0, TimeUnit.MILLISECONDS)) {
          break;
        }
        cancel.run();
        if (lock.tryLock(REPEAT_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    try {
      work.run();
    } finally {
      lock.unlock();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
