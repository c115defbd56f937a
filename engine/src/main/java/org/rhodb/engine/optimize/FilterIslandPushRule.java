package org.rhodb.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.rhodb.engine.optimize.Reading.Precision;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.IslandNode;

/**
 * Planner rule that moves conditions on columns into the relation below.
 *
 * <pre>
 *   Filter(layer = 3 AND rho &gt; 0.8)         Filter(rho &gt; 0.8)
 *     NeuronCorrelation             =&gt;       NeuronCorrelation(layer in (3); rho &gt;= 0.79999995)
 * </pre>
 *
 * <p>A conjunct that the bounds say exactly leaves the filter; one they say with a wider end stays.
 * Does not fire when no conjunct compares a column with a constant, or when the relation is already
 * limited (a condition above a limit is not one below it).
 */
final class FilterIslandPushRule extends RelRule<IslandRuleConfig> {
  static final RelOptRule INSTANCE =
      IslandRuleConfig.of(
              FilterIslandPushRule::new,
              filter ->
                  filter
                      .operand(Filter.class)
                      .oneInput(island -> island.operand(IslandNode.class).noInputs()))
          .toRule();

  private FilterIslandPushRule(IslandRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Filter filter = call.rel(0);
    IslandNode island = call.rel(1);
    if (island.bounds().isLimited()) {
      return;
    }
    ConditionReader reader =
        new ConditionReader(filter.getCluster().getRexBuilder(), island::columnName);
    Bounds bounds = island.bounds();
    List<RexNode> left = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      Reading reading = reader.read(conjunct);
      bounds = bounds.intersect(reading.bounds());
      if (reading.precision() != Precision.EXACT || !filter.getVariablesSet().isEmpty()) {
        left.add(conjunct);
      }
    }
    if (bounds.equals(island.bounds())) {
      return;
    }
    IslandNode narrowed = island.withBounds(bounds);
    call.transformTo(
        left.isEmpty()
            ? narrowed
            : filter.copy(
                filter.getTraitSet(),
                narrowed,
                RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), left)));
  }
}
