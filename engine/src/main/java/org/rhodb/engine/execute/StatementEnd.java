package org.rhodb.engine.execute;

import java.util.ArrayList;
import java.util.List;

/**
 * How the statement around an operator ends, which the operator does not see: the store closes the
 * rows of a relation in the same way where it has enough of them and where something else in the
 * statement failed. For several threads.
 */
public final class StatementEnd {
  private final List<Runnable> waiting = new ArrayList<>();
  private State state = State.OPEN;

  private enum State {
    OPEN,
    WELL,
    BADLY
  }

  /** Returns the end of what is no part of a statement: it is not waited for. */
  public static StatementEnd none() {
    StatementEnd end = new StatementEnd();
    end.succeed();
    return end;
  }

  /** Does something once all rows that were wanted are out; never if the statement fails. */
  public void onSuccess(Runnable action) {
    synchronized (this) {
      if (state == State.OPEN) {
        waiting.add(action);
      }
      if (state != State.WELL) {
        return;
      }
    }
    action.run();
  }

  /** The statement has given what was wanted of it; does nothing where it failed before. */
  public void succeed() {
    end(State.WELL).forEach(Runnable::run);
  }

  /** The statement failed; does nothing where it succeeded before. */
  public void fail() {
    end(State.BADLY);
  }

  private synchronized List<Runnable> end(State how) {
    if (state == State.OPEN) {
      state = how;
    }
    List<Runnable> ended = state == how ? List.copyOf(waiting) : List.of();
    waiting.clear();
    return ended;
  }
}
