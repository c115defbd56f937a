package org.rhodb.shell.session;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C means where there is no prompt: cancel the running statement, and if it comes again
 * or nothing runs, end the process.
 */
public final class Interruption {
  private final AtomicReference<@Nullable BooleanSupplier> running = new AtomicReference<>();
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
    BooleanSupplier current = running.get();
    boolean isSecond = isInterrupted;
    isInterrupted = true;
    return !isSecond && current != null && current.getAsBoolean();
  }
}
