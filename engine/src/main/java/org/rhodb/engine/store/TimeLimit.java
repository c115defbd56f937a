package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a statement may run in all, whatever it is made of.
 *
 * @param limit zero: as long as it wants
 * @param startedNanos when it began, by {@link System#nanoTime}
 */
public record TimeLimit(Duration limit, long startedNanos) {
  /** No limit. */
  public static final TimeLimit NONE = new TimeLimit(Duration.ZERO, 0);

  public TimeLimit {
    requireNonNull(limit, "limit is null");
  }

  /** Returns a limit that begins now; zero: none. */
  public static TimeLimit of(Duration limit) {
    return limit.isZero() ? NONE : new TimeLimit(limit, System.nanoTime());
  }

  /** Returns whether there is none. */
  public boolean isNone() {
    return limit.isZero();
  }

  /** Returns how many milliseconds are left, at least one. */
  public long millisLeft() {
    long spent = Math.max(0, System.nanoTime() - startedNanos) / 1_000_000;
    return Math.max(1, limit.toMillis() - spent);
  }

  /** Returns what a statement is told that ran for longer. */
  public String sentence() {
    return "stopped after " + limit.toMillis() / 1e3 + " s, its time limit";
  }
}
