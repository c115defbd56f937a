package org.rhodb.engine.plan;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.calcite.util.CancelFlag;
import org.jspecify.annotations.Nullable;

/**
 * Runs the planner where it can do no harm: on a thread of its own, with a deep but bounded stack
 * and a bounded time, and with every failure turned into a reason.
 *
 * <p>The planner's library recurses over expressions, throws {@link AssertionError} for statements
 * it did not expect, and takes quadratic time over some; none of that is the user's concern.
 */
public final class PlanningThread {
  private static final long STACK_BYTES = 64L << 20;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 200;
  private static final int REASON_LENGTH = 200;

  private PlanningThread() {}

  /** What came of a piece of planning: a value, or the reason why there is none. */
  public record Outcome<T>(Optional<T> value, String reason) {}

  /**
   * Runs a piece of planning and waits for it, at most five seconds of processor time.
   *
   * @param cancelFlag set when the time is over, so that the planner stops
   */
  public static <T> Outcome<T> run(CancelFlag cancelFlag, Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) { // AssertionError and StackOverflowError are expected here
                result.completeExceptionally(e);
              }
            },
            "rhodb-plan",
            STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      while (!result.isDone() && cpuTime(thread).compareTo(TIME_LIMIT) < 0) {
        thread.join(POLL_MILLIS);
      }
      if (!result.isDone()) {
        cancelFlag.requestCancel();
        return new Outcome<>(
            Optional.empty(), "planning takes longer than " + TIME_LIMIT.toSeconds() + " s");
      }
      return new Outcome<>(Optional.of(result.get()), "");
    } catch (ExecutionException e) {
      return new Outcome<>(Optional.empty(), reason(e.getCause()));
    } catch (InterruptedException e) {
      cancelFlag.requestCancel();
      Thread.currentThread().interrupt();
      return new Outcome<>(Optional.empty(), "planning was interrupted");
    }
  }

  /** Processor time, not time on the wall: a busy machine must not change a plan. */
  private static Duration cpuTime(Thread thread) {
    return Duration.ofNanos(
        Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId())));
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure instanceof UnplannableException known) {
      return String.valueOf(known.getMessage());
    }
    if (failure instanceof StackOverflowError) {
      return "the statement is nested too deeply for the planner";
    }
    Throwable deepest = failure;
    while (deepest != null && deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = deepest == null ? "" : String.valueOf(deepest.getMessage());
    String line = message.lines().findFirst().orElse("").strip();
    if (line.isEmpty() || line.equals("null")) {
      line = deepest == null ? "unknown" : deepest.getClass().getSimpleName();
    }
    return line.length() > REASON_LENGTH ? line.substring(0, REASON_LENGTH) + ".." : line;
  }
}
