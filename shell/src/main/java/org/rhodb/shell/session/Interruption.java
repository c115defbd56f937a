package org.rhodb.shell.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C means where there is no prompt: cancel the running statement, and if it comes again
 * or nothing runs, end the process.
 */
public final class Interruption {
  private final AtomicReference<@Nullable ShellSession> shell = new AtomicReference<>();
  private volatile boolean isInterrupted;

  /** Names the session whose statements are to be cancelled. */
  public void watch(ShellSession newShell) {
    shell.set(newShell);
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
    ShellSession current = shell.get();
    boolean isSecond = isInterrupted;
    isInterrupted = true;
    return !isSecond && current != null && current.interrupt();
  }
}
