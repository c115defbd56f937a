package org.rhodb.shell.session;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C means: where there is no prompt, cancel the running statement, and if it comes again
 * or nothing runs, end the process; where there is one, what the prompt makes of it.
 */
public final class Interruption {
  private final AtomicReference<@Nullable BooleanSupplier> running = new AtomicReference<>();
  private final AtomicReference<@Nullable Runnable> taker = new AtomicReference<>();
  private volatile boolean isInterrupted;

  /** Names the session whose statements are to be cancelled. */
  public void watch(ShellSession newShell) {
    watch(newShell::interrupt);
  }

  /**
   * Names what is to be cancelled.
   *
   * @param cancel cancels it and says whether it was running
   */
  public void watch(BooleanSupplier cancel) {
    running.set(cancel);
  }

  /**
   * Hands every Ctrl-C on, as long as a prompt is there; none of them ends the process.
   *
   * @param newTaker does what the prompt does on Ctrl-C; may be called from any thread
   */
  public void handTo(Runnable newTaker) {
    taker.set(newTaker);
  }

  /** Returns whether Ctrl-C was pressed. */
  public boolean isInterrupted() {
    return isInterrupted;
  }

  /**
   * Hears Ctrl-C.
   *
   * @return whether a statement is being cancelled; false: end the process now
   */
  public boolean hear() {
    Runnable prompt = taker.get();
    if (prompt != null) {
      prompt.run();
      return true;
    }
    BooleanSupplier current = running.get();
    boolean isSecond = isInterrupted;
    isInterrupted = true;
    return !isSecond && current != null && current.getAsBoolean();
  }
}
