package org.rhodb.shell.session;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.rhodb.engine.Session;
import org.rhodb.engine.execute.Progress;
import org.rhodb.shell.format.VisibleText;

/**
 * Shows how far a long statement is: stage, percent, tokens a second, time to go.
 *
 * <p>On a terminal one line that is written over and vanishes; elsewhere, when asked for, a new
 * line for every stage and every ten seconds. Nothing appears in a statement's first half second.
 */
public final class ProgressLine implements Progress {
  private static final long FIRST_NANOS = 500_000_000L;
  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long LOG_NANOS = 10_000_000_000L;
  private static final String CLEAR = "\r\u001b[K";

  private final Writer errors;
  private final Kind kind;
  private final int width;
  private final LongSupplier clock;
  private long nextNanos;
  private boolean isRunning;
  private boolean isShown;
  private String lastStage = "";

  /** Where progress goes. */
  public enum Kind {
    /** Nowhere. */
    NONE,
    /** One line of a terminal, written over. */
    TERMINAL,
    /** Line after line, for a log. */
    LOG
  }

  /**
   * Creates a line that is not shown yet.
   *
   * @param width columns of the terminal; 0: unknown
   * @param clock nanoseconds, rising
   */
  public ProgressLine(Writer errors, Kind kind, int width, LongSupplier clock) {
    this.errors = errors;
    this.kind = kind;
    this.width = width;
    this.clock = clock;
  }

  /**
   * Creates the line of a process: on its terminal, unless that is a plain one.
   *
   * @param isForced whether there is one without a terminal too
   */
  public static ProgressLine of(Surroundings surroundings, boolean isForced) {
    boolean isOnTerminal = surroundings.isErrorTerminal() && !surroundings.isPlain();
    Kind kind = isOnTerminal ? Kind.TERMINAL : isForced ? Kind.LOG : Kind.NONE;
    return new ProgressLine(
        surroundings.errors(), kind, surroundings.screen().columns(), System::nanoTime);
  }

  /** Has a session report to it, if anybody would see that. */
  public void hear(Session session) {
    if (kind != Kind.NONE) {
      session.onProgress(this);
    }
  }

  /** Begins a statement. */
  public synchronized void begin() {
    isRunning = true;
    lastStage = "";
    nextNanos = clock.getAsLong() + FIRST_NANOS;
  }

  /** Ends a statement, or its silent part: the line vanishes, and later reports are not shown. */
  public synchronized void end() {
    isRunning = false;
    if (isShown) {
      isShown = false;
      write(CLEAR);
    }
  }

  @Override
  public synchronized void report(
      String stage, double fraction, double tokensPerSecond, double etaSeconds) {
    long now = clock.getAsLong();
    boolean isNewStage = kind == Kind.LOG && !stage.equals(lastStage) && !lastStage.isEmpty();
    if (kind == Kind.NONE || !isRunning || (now < nextNanos && !isNewStage)) {
      return;
    }
    lastStage = stage;
    nextNanos = now + (kind == Kind.LOG ? LOG_NANOS : TERMINAL_NANOS);
    String text = text(stage, fraction, tokensPerSecond, etaSeconds);
    if (kind == Kind.LOG) {
      write(text + "\n");
    } else {
      isShown = true;
      write(CLEAR + fit(text));
    }
  }

  private String fit(String text) {
    int columns = (width > 0 ? width : 80) - 1;
    return text.length() > columns ? text.substring(0, columns) : text;
  }

  private void write(String text) {
    try {
      errors.write(text);
      errors.flush();
    } catch (IOException e) {
      // Nobody reads it any more; the statement itself goes on.
      isRunning = false;
    }
  }

  /** Returns the line for a report. */
  static String text(String stage, double fraction, double tokensPerSecond, double etaSeconds) {
    StringBuilder text = new StringBuilder();
    if (!Double.isNaN(fraction)) {
      double share = Math.max(0, Math.min(1, fraction));
      text.append(String.format(Locale.ROOT, "%3d %%  ", (int) Math.floor(share * 100)));
    }
    text.append(VisibleText.escape(stage));
    if (Double.isFinite(tokensPerSecond) && tokensPerSecond > 0) {
      text.append(String.format(Locale.ROOT, "  %,.0f tokens/s", tokensPerSecond));
    }
    if (Double.isFinite(etaSeconds) && etaSeconds >= 0) {
      text.append("  ").append(duration(Math.round(etaSeconds))).append(" left");
    }
    return text.toString();
  }

  private static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
  }
}
