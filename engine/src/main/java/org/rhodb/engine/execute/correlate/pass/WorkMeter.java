package org.rhodb.engine.execute.correlate.pass;

import java.util.function.LongSupplier;
import org.rhodb.engine.execute.Progress;

/** Turns operations done into a share, a rate and the time still to go. */
public final class WorkMeter {
  private final Progress progress;
  private final LongSupplier nanoClock;
  private double total;
  private double unit = 1;
  private final long started;
  private double done;
  private double skipped;
  private long tokens;

  /**
   * Creates a meter.
   *
   * @param total work of the whole operator: operations, or seconds by the plan
   */
  public WorkMeter(Progress progress, LongSupplier nanoClock, double total) {
    this.progress = progress;
    this.nanoClock = nanoClock;
    this.total = Math.max(total, 1e-9);
    this.started = nanoClock.getAsLong();
  }

  /** Adds work that was not planned: something else does the rest. */
  public void extend(double work) {
    total += work;
  }

  /** Counts what follows in units of its own, {@code count} of which are so much of the total. */
  public void count(double count, double work) {
    unit = count > 0 ? work / count : 0;
  }

  /** Counts work that an earlier run had done. */
  public void skip(double operations) {
    skipped += unit * operations;
  }

  /** Counts work of this run. */
  public void add(double operations) {
    done += unit * operations;
  }

  /** Counts counted tokens that went through one model. */
  public void addTokens(long count) {
    tokens += count;
  }

  public void report(String stage) {
    double seconds = (nanoClock.getAsLong() - started) / 1e9;
    double share = Math.min(1, (done + skipped) / total);
    double rate = tokens > 0 && seconds > 0 ? tokens / seconds : Double.NaN;
    double eta = done > 0 ? Math.max(0, (total - done - skipped) * seconds / done) : Double.NaN;
    progress.report(stage, share, rate, eta);
  }
}
