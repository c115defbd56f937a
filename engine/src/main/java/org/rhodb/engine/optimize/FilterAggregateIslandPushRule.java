package org.rhodb.engine.optimize;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.rhodb.engine.plan.Bounds;

/**
 * Planner rule that turns a lower bound of MAX(rho) into one of rho.
 *
 * <pre>
 *   Filter(m &gt; 0.8)                                Filter(m &gt; 0.8)
 *     Aggregate({layer}, m = MAX(rho))     =&gt;      Aggregate({layer}, m = MAX(rho))
 *       NeuronCorrelation                            NeuronCorrelation(rho &gt;= 0.79999995)
 * </pre>
 *
 * <p>A group whose highest rho is too low is dropped whole; in the others only higher rows count.
 * Does not fire when the aggregate has any other call, which would see the lower rows.
 */
final class FilterAggregateIslandPushRule extends RelRule<IslandRuleConfig> {
  static final RelOptRule INSTANCE =
      IslandRuleConfig.of(
              FilterAggregateIslandPushRule::new,
              filter ->
                  filter
                      .operand(Filter.class)
                      .oneInput(
                          aggregate ->
                              aggregate
                                  .operand(Aggregate.class)
                                  .predicate(a -> a.getGroupType() == Aggregate.Group.SIMPLE)
                                  .anyInputs()))
          .toRule();

  private FilterAggregateIslandPushRule(IslandRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Filter filter = call.rel(0);
    Aggregate aggregate = call.rel(1);
    Optional<IslandPath> found = IslandPath.from(aggregate.getInput());
    if (found.isEmpty() || found.get().island().bounds().isLimited()) {
      return;
    }
    IslandPath path = found.get();
    boolean isOnlyMax =
        !aggregate.getAggCallList().isEmpty()
            && aggregate.getAggCallList().stream()
                .allMatch(c -> AggregateIslandPushRule.isMaxOfRho(c, path));
    if (!isOnlyMax) {
      return;
    }
    int groups = aggregate.getGroupCount();
    ConditionReader reader =
        new ConditionReader(
            filter.getCluster().getRexBuilder(),
            field -> field < groups ? "" : AggregateIslandPushRule.RHO);
    Bounds before = path.island().bounds();
    Bounds after = before;
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      Reading reading = reader.read(conjunct);
      if (reading.isLowerBoundOf(AggregateIslandPushRule.RHO)) {
        after = after.intersect(reading.bounds());
      }
    }
    if (!after.equals(before)) {
      call.transformTo(
          filter.copy(
              filter.getTraitSet(),
              List.of(aggregate.copy(aggregate.getTraitSet(), List.of(path.withBounds(after))))));
    }
  }
}
