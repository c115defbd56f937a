package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.correlate.dense.TilePlan;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.screen.ScreenGoal;
import org.rhodb.engine.execute.correlate.screen.ScreenPlan;
import org.rhodb.engine.execute.correlate.screen.ScreenPlanner;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.settings.Strategy;

/**
 * The physical plan of all groups of a statement, and what else was considered.
 *
 * @param dense one a group: what is done, or fallen back to
 * @param screen how pairs are screened; empty: everything is computed
 * @param denseSeconds what computing everything is expected to take
 * @param rejected the plans that were not chosen, and why, a line each
 */
record CorrelationPlan(
    List<TilePlan> dense, Optional<ScreenPlan> screen, double denseSeconds, List<String> rejected) {

  CorrelationPlan {
    dense = List.copyOf(dense);
    rejected = List.copyOf(rejected);
  }

  /**
   * Chooses by cost, or as the setting {@code strategy} says.
   *
   * @param goal what a screen would look for; empty: no screen can answer this, because of {@code
   *     whyNot}
   */
  static CorrelationPlan choose(
      ExecutionContext context,
      List<GroupWork> groups,
      List<TilePlan> dense,
      Optional<ScreenGoal> goal,
      String whyNot) {
    Strategy strategy = context.settings().strategy();
    if (groups.isEmpty()) {
      return new CorrelationPlan(dense, Optional.empty(), 0, List.of());
    }
    ScreenPlanner planner =
        new ScreenPlanner(context, goal.orElse(ScreenGoal.ofAll()), groups, dense);
    double denseSeconds = planner.denseSeconds();
    List<String> rejected = new ArrayList<>();
    if (goal.isEmpty()) {
      rejected.add("screens: " + whyNot);
      return new CorrelationPlan(dense, Optional.empty(), denseSeconds, rejected);
    }
    Optional<ScreenPlan> screen = planner.cheapest();
    boolean isScreened =
        screen.isPresent()
            && (strategy.isScreen()
                || (strategy == Strategy.AUTO && screen.get().seconds() < denseSeconds));
    if (screen.isEmpty()) {
      rejected.add(
          "screens: too little memory for any, and too few tokens for a sketch smaller than they");
    } else if (isScreened) {
      screen
          .flatMap(ScreenPlan::wider)
          .ifPresent(wider -> rejected.add(describe(wider) + " (where too many pairs are left)"));
      rejected.add(describeDense(dense, denseSeconds));
    } else {
      rejected.add(describe(screen.get()) + (strategy == Strategy.DENSE ? " (strategy)" : ""));
    }
    return new CorrelationPlan(
        dense, isScreened ? screen : Optional.empty(), denseSeconds, rejected);
  }

  private static String describe(ScreenPlan plan) {
    return String.format(
        Locale.ROOT,
        "%s%s, margin about %.3f, about %,.3g pairs left%s, %s%s: %s, peak %s",
        plan.describe(),
        plan.keptSketches() == 0
            ? ""
            : ", kept ones of " + CountText.of(plan.keptSketches(), "network"),
        plan.margin(),
        plan.candidates(),
        plan.baselineNeurons() == 0
            ? ""
            : String.format(
                Locale.ROOT, ", baselines of about %,.0f neurons", plan.baselineNeurons()),
        CountText.of(plan.forwardPasses(), "forward pass"),
        plan.heldBytes() == 0
            ? ""
            : ", " + MemoryBudget.format(plan.heldBytes()) + " of activations held",
        seconds(plan.seconds()),
        MemoryBudget.format(plan.peakBytes()));
  }

  private static String describeDense(List<TilePlan> plans, double seconds) {
    int forwardPasses = plans.stream().mapToInt(TilePlan::forwardPasses).sum();
    long peak = plans.stream().mapToLong(TilePlan::peakBytes).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "dense, passes %d, tiles %d, %s: %s, peak %s",
        plans.stream().mapToInt(plan -> plan.passes().size()).sum(),
        plans.stream().mapToInt(TilePlan::tiles).sum(),
        CountText.of(forwardPasses, "forward pass"),
        seconds(seconds),
        MemoryBudget.format(peak));
  }

  /** Returns seconds in words. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2g s" : "%.0f s", seconds);
  }

  /** Returns the chosen plan in words. */
  String describe() {
    return screen.isPresent() ? describe(screen.get()) : describeDense(dense, denseSeconds);
  }

  /** Returns what the chosen plan is expected to take. */
  double seconds() {
    return screen.map(ScreenPlan::seconds).orElse(denseSeconds);
  }

  /** Returns the work of the chosen plan, for its meter: seconds screened, operations dense. */
  double work() {
    return screen
        .map(ScreenPlan::seconds)
        .orElseGet(() -> dense.stream().mapToDouble(TilePlan::flops).sum());
  }

  /** Returns the memory held at the highest; a screen may have to give way. */
  long peakBytes() {
    long most = dense.stream().mapToLong(TilePlan::peakBytes).max().orElse(0);
    long wider = screen.flatMap(ScreenPlan::wider).map(ScreenPlan::peakBytes).orElse(0L);
    return Math.max(most, Math.max(wider, screen.map(ScreenPlan::peakBytes).orElse(0L)));
  }
}
