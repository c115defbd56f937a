package org.rhodb.engine.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.CancelFlag;
import org.rhodb.engine.optimize.OptimizedQuery.PhasePlan;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.IslandNode;
import org.rhodb.engine.plan.PlanChecks;
import org.rhodb.engine.plan.PlannedIsland;
import org.rhodb.engine.plan.PlannedQuery;
import org.rhodb.engine.plan.PlanningThread;

/** Runs the phases over a plan and collects what reached each island. Holds no state. */
public final class Optimizer {

  /** Returns the bounds of each island: {@link Bounds#NONE} wherever nothing is certain. */
  public OptimizedQuery optimize(PlannedQuery query) {
    if (query.root().isEmpty()) {
      return unbounded(query.islands(), query.reason());
    }
    CancelFlag cancelFlag = new CancelFlag(new AtomicBoolean());
    PlanningThread.Outcome<OptimizedQuery> outcome =
        PlanningThread.run(cancelFlag, () -> run(query.islands(), query.root().get(), cancelFlag));
    return outcome.value().orElseGet(() -> unbounded(query.islands(), outcome.reason()));
  }

  private static OptimizedQuery unbounded(List<PlannedIsland> islands, String reason) {
    Map<Integer, Bounds> bounds = new TreeMap<>();
    islands.forEach(island -> bounds.put(island.id(), Bounds.NONE));
    return new OptimizedQuery(bounds, reason, Map.of(), List.of());
  }

  private static OptimizedQuery run(
      List<PlannedIsland> islands, RelNode planned, CancelFlag cancelFlag) {
    List<PhasePlan> plans = new ArrayList<>();
    String shown = text(planned);
    plans.add(new PhasePlan("plan", shown));
    RelNode root = planned;
    for (OptimizerPhase phase : OptimizerPhase.values()) {
      root = apply(phase, root, cancelFlag);
      PlanChecks.check(root, islands);
      String now = text(root);
      if (!now.equals(shown)) {
        plans.add(new PhasePlan(phase.description(), now));
        shown = now;
      }
    }
    return new OptimizedQuery(collect(islands, planned, root), "", RowReaders.of(root), plans);
  }

  private static String text(RelNode root) {
    return RelOptUtil.toString(root, SqlExplainLevel.EXPPLAN_ATTRIBUTES).stripTrailing();
  }

  /** Runs a phase over a plan, and over each subquery in it that stands on its own. */
  private static RelNode apply(OptimizerPhase phase, RelNode root, CancelFlag cancelFlag) {
    HepPlanner planner =
        new HepPlanner(
            HepProgram.builder().addRuleCollection(phase.rules()).build(), Contexts.of(cancelFlag));
    planner.setRoot(root);
    RelNode result = planner.findBestExp();
    return result.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return super.visit(node).accept(subQueries(phase, cancelFlag));
          }
        });
  }

  private static RexShuttle subQueries(OptimizerPhase phase, CancelFlag cancelFlag) {
    return new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery subQuery) {
        return RelOptUtil.getVariablesUsed(subQuery.rel).isEmpty()
            ? subQuery.clone(Optimizer.apply(phase, subQuery.rel, cancelFlag))
            : subQuery;
      }
    };
  }

  /** An island that stands in several places gets bounds that satisfy all of them. */
  private static Map<Integer, Bounds> collect(
      List<PlannedIsland> islands, RelNode planned, RelNode optimized) {
    Map<Integer, Bounds> bounds = new TreeMap<>();
    for (IslandNode node : PlanChecks.islandsOf(optimized)) {
      bounds.merge(node.islandId(), node.bounds(), Bounds::union);
    }
    Set<Integer> uncertain = dependent(optimized);
    // Of the plan as it was: a condition that left it is still in the text and reads its column.
    UnusedColumns.of(planned)
        .forEach(
            (id, unused) -> bounds.computeIfPresent(id, (i, b) -> b.withUnusedColumns(unused)));
    for (PlannedIsland island : islands) {
      if (uncertain.contains(island.id()) || !bounds.containsKey(island.id())) {
        bounds.put(island.id(), Bounds.NONE);
      }
    }
    return bounds;
  }

  /** Islands that are run again for each row of something else. */
  private static Set<Integer> dependent(RelNode root) {
    Set<Integer> found = new HashSet<>();
    root.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            if (node instanceof Correlate correlate) {
              PlanChecks.islandsOf(correlate.getRight())
                  .forEach(island -> found.add(island.islandId()));
            }
            return super.visit(node);
          }
        });
    return found;
  }
}
