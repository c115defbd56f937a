package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * The bytes that tensors may take, out of the setting {@code memory_limit}: what the JVM's heap and
 * the store need is taken off before. Operators plan within {@link #availableBytes} and reserve
 * what they will hold at most before they start. Thread-safe.
 */
public final class MemoryBudget {
  private final long limitBytes;
  private final Reserved reserved;

  /** What is taken, by whoever shares it. */
  private static final class Reserved {
    private long bytes;
    private long peak;
  }

  /**
   * Creates a budget with nothing reserved.
   *
   * @param limitBytes bytes for tensors on the device
   */
  public MemoryBudget(long limitBytes) {
    this(limitBytes, new Reserved());
  }

  private MemoryBudget(long limitBytes, Reserved reserved) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes is " + limitBytes);
    }
    this.limitBytes = limitBytes;
    this.reserved = reserved;
  }

  /** Returns a budget of another limit, in which what this one's users reserve is missing, too. */
  public MemoryBudget withLimit(long newLimitBytes) {
    return new MemoryBudget(newLimitBytes, reserved);
  }

  /** Returns the bytes for tensors, reserved or not. */
  public long limitBytes() {
    return limitBytes;
  }

  /** Returns the bytes that can still be reserved. */
  public long availableBytes() {
    synchronized (reserved) {
      return Math.max(0, limitBytes - reserved.bytes);
    }
  }

  /** Returns the most bytes that were ever reserved at once. */
  public long peakBytes() {
    synchronized (reserved) {
      return reserved.peak;
    }
  }

  /**
   * Takes bytes off the budget until the reservation is closed. Caller closes.
   *
   * @param what for whom, as in {@code correlating 36,864 x 36,864 neurons}
   * @param hint which option or query change would need less
   * @throws QueryException R501 if they are not there, with both numbers
   */
  public Reservation reserve(String what, long bytes, String hint) {
    requireNonNull(what, "what is null");
    synchronized (reserved) {
      if (bytes > limitBytes - reserved.bytes) {
        throw refusal(what, bytes, hint);
      }
      reserved.bytes += bytes;
      reserved.peak = Math.max(reserved.peak, reserved.bytes);
    }
    return new Reservation(this, bytes);
  }

  /** Returns the error for a plan that needs more than is there. */
  public QueryException refusal(String what, long bytes, String hint) {
    return QueryException.of(
            ErrorCode.R501,
            what
                + " needs "
                + format(bytes)
                + " of memory for tensors; "
                + format(availableBytes())
                + " of "
                + format(limitBytes)
                + " are available")
        .withHint(hint);
  }

  /** Returns a plan; empty where it is refused because it does not fit the memory (R501). */
  public static <T> Optional<T> ifFits(Supplier<T> plan) {
    try {
      return Optional.of(plan.get());
    } catch (QueryException e) {
      if (e.code() == ErrorCode.R501) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns bytes as people read them, in powers of 1,000: {@code 5.4 GB}. */
  public static String format(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    String pattern = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, pattern, value, units[unit]);
  }

  private void release(long bytes) {
    synchronized (reserved) {
      reserved.bytes -= bytes;
    }
  }

  /** Bytes taken off a budget. Closing gives them back, once. */
  public static final class Reservation implements AutoCloseable {
    private final MemoryBudget budget;
    private final long bytes;
    private boolean isClosed;

    private Reservation(MemoryBudget budget, long bytes) {
      this.budget = budget;
      this.bytes = bytes;
    }

    @Override
    public synchronized void close() {
      if (!isClosed) {
        isClosed = true;
        budget.release(bytes);
      }
    }
  }
}
