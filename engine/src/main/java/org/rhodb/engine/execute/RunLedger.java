package org.rhodb.engine.execute;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.LongConsumer;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/**
 * Gathers what the ledger of runs keeps of one run, while it runs, and enters it at the end. A run
 * that fails or is cancelled leaves no entry. For one thread at a time.
 */
public final class RunLedger {
  private final String operator;
  private final ExecutionContext context;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final StringJoiner detail = new StringJoiner("; ");
  private String checkpoints = "";
  private String corpusHash = "";
  private String seeds = "";
  private String device = "";
  private long tokens;
  private double flops;
  private long bytes;
  private int forwardPasses;
  private long stoppedNanos;

  private RunLedger(String operator, ExecutionContext context) {
    this.operator = operator;
    this.context = context;
  }

  /**
   * Starts the clock.
   *
   * @param operator as {@link RunRecord#operator}
   */
  public static RunLedger begin(String operator, ExecutionContext context) {
    return new RunLedger(operator, context);
  }

  /** Sets the checkpoints that take part. */
  public RunLedger checkpoints(List<CheckpointEntry> entries) {
    StringJoiner joined = new StringJoiner(",");
    entries.forEach(entry -> joined.add(entry.reference() + "=" + entry.weightsHash()));
    checkpoints = joined.toString();
    return this;
  }

  /** Sets the corpus: its hash and its mask. */
  public RunLedger corpus(CorpusEntry corpus) {
    StringJoiner mask = new StringJoiner("+");
    corpus.masked().stream()
        .sorted()
        .forEach(role -> mask.add(role.name().toLowerCase(Locale.ROOT)));
    corpusHash = corpus.hash() + " mask=" + mask;
    return this;
  }

  /** Sets the seeds of what is drawn. */
  public RunLedger seeds(String text) {
    seeds = text;
    return this;
  }

  /** Sets where tensors are computed. */
  public RunLedger device(String name) {
    device = name;
    return this;
  }

  /** Sets the effective n. */
  public RunLedger tokens(long counted) {
    tokens = counted;
    return this;
  }

  /** Adds work that was done. */
  public RunLedger addWork(double moreFlops, long moreBytes, int moreForwardPasses) {
    flops += moreFlops;
    bytes += moreBytes;
    forwardPasses += moreForwardPasses;
    return this;
  }

  /** Adds a remark to the detail. */
  public RunLedger remark(String text) {
    detail.add(text);
    return this;
  }

  /** The work is done, whenever it is entered. */
  public void stopClock() {
    stoppedNanos = System.nanoTime();
  }

  /** Enters the run and returns its number; 0 where nothing may be entered. */
  public long record(long rows) {
    return context
        .catalog()
        .recordRun(
            new RunRecord(
                operator,
                context.statement(),
                checkpoints,
                corpusHash,
                seeds,
                device,
                context.settings().threads(),
                tokens,
                flops,
                bytes,
                forwardPasses,
                started,
                ((stoppedNanos == 0 ? System.nanoTime() : stoppedNanos) - startedNanos) / 1e9,
                rows,
                detail.toString(),
                versions()));
  }

  /**
   * Returns the rows, counted: the run is entered when the last was read, or when its reader stops
   * before in a statement that succeeds, which the detail then says.
   */
  public RowSource counting(RowSource rows) {
    return counting(rows, run -> {});
  }

  /** As {@link #counting(RowSource)}; whoever listens is told the number of the run. */
  public RowSource counting(RowSource rows, LongConsumer entered) {
    return new CountedRows(rows, entered);
  }

  private static String versions() {
    String own = RunLedger.class.getPackage().getImplementationVersion();
    return "rhodb " + (own == null ? "development" : own) + ", java " + Runtime.version();
  }

  /** Rows that enter their run at the end. */
  private final class CountedRows implements RowSource {
    private final RowSource rows;
    private final LongConsumer entered;
    private long count;
    private boolean isEntered;

    CountedRows(RowSource rows, LongConsumer entered) {
      this.rows = rows;
      this.entered = entered;
    }

    @Override
    public boolean next(RowBatch batch) {
      boolean hasRows;
      try {
        hasRows = rows.next(batch);
      } catch (RuntimeException e) {
        isEntered = true; // a run that failed leaves no entry
        throw e;
      }
      if (hasRows) {
        count += batch.size();
      } else {
        enter();
      }
      return hasRows;
    }

    @Override
    public void close() {
      rows.close();
      if (!isEntered && !context.cancellation().isCancelled()) {
        remark("its reader stopped after " + count + " rows").stopClock();
        context.end().onSuccess(this::enter);
      }
    }

    private void enter() {
      if (!isEntered) {
        isEntered = true;
        entered.accept(record(count));
      }
    }
  }
}
