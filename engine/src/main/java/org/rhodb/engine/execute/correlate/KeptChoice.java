package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.execute.reuse.AnswerRegion;
import org.rhodb.engine.execute.reuse.KeptWords;

/**
 * Whether kept answers are read or everything is computed again, and what either takes.
 *
 * @param isKeptUsed whether they are read
 * @param kept the answers in words; empty without any
 * @param bytes of the answers
 * @param readSeconds what reading them is expected to take
 * @param rejected the other way in words, or empty
 */
record KeptChoice(
    boolean isKeptUsed, String kept, long bytes, double readSeconds, List<String> rejected) {

  /** Nothing was kept that could be used. */
  static final KeptChoice NONE = new KeptChoice(false, "", 0, 0, List.of());

  /**
   * Seconds that finding and reading an answer takes whatever its size. Where 2048 full bodies have
   * to be decoded for it, it is 4e-3; left out, as the start is in what computing takes.
   */
  private static final double OPEN_SECONDS = 2e-4;

  /**
   * Bytes/s at which kept rows are read, decoded and compared with what is wanted: 651,567 rows of
   * 24 bytes took 0.07 s where few were wanted, 0.13 s where all were; 0.4 s in a process that had
   * not read any before.
   */
  private static final double DECODE_RATE = 200e6;

  KeptChoice {
    rejected = List.copyOf(rejected);
  }

  /**
   * Weighs.
   *
   * @param what plural of what an answer is of: pairs
   * @param number of them in the statement
   * @param rest plan for those without an answer
   * @param whole plan for all of them; empty: it would not fit the memory
   */
  static KeptChoice of(
      DeviceRates rates,
      String what,
      int number,
      List<KeptAnswer> answers,
      CorrelationPlan rest,
      Optional<CorrelationPlan> whole) {
    long bytes = answers.stream().mapToLong(KeptAnswer::bytes).sum();
    double read = answers.size() * OPEN_SECONDS + bytes / Math.min(DECODE_RATE, rates.read());
    String kept =
        describe(answers)
            + (answers.size() < number
                ? String.format(Locale.ROOT, " for %d of %d %s", answers.size(), number, what)
                : "")
            + String.format(
                Locale.ROOT,
                ", %,d rows: %s",
                answers.stream().mapToLong(KeptAnswer::rows).sum(),
                CorrelationPlan.seconds(read));
    boolean isUsed = whole.isEmpty() || rest.seconds() + read <= whole.get().seconds();
    String other =
        isUsed
            ? "computing all again: "
                + whole.map(CorrelationPlan::describe).orElse("no plan fits the memory")
            : kept;
    return new KeptChoice(isUsed, kept, bytes, read, List.of(other));
  }

  private static String describe(List<KeptAnswer> answers) {
    List<Long> runs = answers.stream().map(KeptAnswer::run).distinct().toList();
    List<String> regions =
        answers.stream()
            .map(KeptAnswer::region)
            .distinct()
            .map(AnswerRegion::read)
            .map(region -> region.isUnbounded() ? "all rows" : region.describe())
            .toList();
    return KeptWords.of(answers.size(), runs)
        + (regions.size() == 1 ? " (" + regions.get(0) + ")" : "");
  }

  /** Adds this choice to what EXPLAIN says of the computed part. */
  OperatorPlan noted(OperatorPlan plan, boolean isNothingComputed) {
    if (kept.isEmpty()) {
      return plan;
    }
    List<String> notes = new ArrayList<>();
    rejected.forEach(line -> notes.add("rejected: " + line));
    notes.addAll(plan.notes());
    if (!isKeptUsed) {
      return new OperatorPlan(
          plan.chosen(),
          plan.forwardPasses(),
          plan.flops(),
          plan.bytes(),
          plan.peakBytes(),
          plan.device(),
          plan.seconds(),
          notes);
    }
    return new OperatorPlan(
        isNothingComputed ? kept : kept + "; the others " + plan.chosen(),
        plan.forwardPasses(),
        plan.flops(),
        plan.bytes() + bytes,
        plan.peakBytes(),
        plan.device(),
        plan.seconds() + readSeconds,
        notes);
  }

  /** Says in the ledger of runs what was read. */
  void remark(RunLedger ledger) {
    if (isKeptUsed) {
      ledger.addWork(0, bytes, 0).remark(kept);
    }
  }
}
