package org.rhodb.shell.serve;

import io.grpc.Context;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that answer calls, as many as are needed. What a call hands to another thread belongs
 * to the call there too: Flight itself forgets that for uploads.
 */
final class CallThreads extends ThreadPoolExecutor {
  private static final long IDLE_SECONDS = 30;

  CallThreads() {
    super(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>());
    AtomicInteger number = new AtomicInteger();
    setThreadFactory(
        task -> {
          Thread thread = new Thread(task, "rhodb-serve-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void execute(Runnable task) {
    super.execute(Context.current().wrap(task));
  }
}
