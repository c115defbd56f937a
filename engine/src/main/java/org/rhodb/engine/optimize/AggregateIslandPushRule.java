package org.rhodb.engine.optimize;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.plan.IslandNode;

/**
 * Planner rule that asks a correlation for best matches only, where only the highest rho of each
 * neuron in each other model is read.
 *
 * <pre>
 *   Aggregate({layer, neuron}, MAX(rho))         Aggregate({layer, neuron}, MAX(rho))
 *     NeuronCorrelation                    =&gt;      NeuronCorrelation(best match only)
 * </pre>
 *
 * <p>Beside MAX(rho), MIN, MAX and COUNT(DISTINCT) of the group's own columns are allowed: they see
 * the same values however often each stands. Does not fire when a group column or a condition is
 * about the other model's layer or neuron or about anything but a lower bound of rho, when a call
 * has a FILTER, or with grouping sets.
 */
final class AggregateIslandPushRule extends RelRule<IslandRuleConfig> {
  static final String RHO = "rho";

  static final RelOptRule INSTANCE =
      IslandRuleConfig.of(
              AggregateIslandPushRule::new,
              aggregate ->
                  aggregate
                      .operand(Aggregate.class)
                      .predicate(a -> a.getGroupType() == Aggregate.Group.SIMPLE)
                      .anyInputs())
          .toRule();

  private AggregateIslandPushRule(IslandRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Aggregate aggregate = call.rel(0);
    Optional<IslandPath> found = IslandPath.from(aggregate.getInput());
    if (found.isEmpty()) {
      return;
    }
    IslandPath path = found.get();
    IslandNode island = path.island();
    Set<String> keys = island.matchKeys();
    boolean fires =
        !keys.isEmpty()
            && !island.bounds().isLimited()
            && isWithinKeys(island.bounds(), keys)
            && aggregate.getGroupSet().asList().stream()
                .allMatch(field -> keys.contains(path.column(field)))
            && aggregate.getAggCallList().stream().allMatch(c -> isUnchanged(c, path, keys))
            && path.conditionsAllMatch(reading -> reading.isLowerBoundOf(RHO));
    if (fires) {
      call.transformTo(
          aggregate.copy(
              aggregate.getTraitSet(),
              List.of(path.withBounds(island.bounds().withBestMatchOnly()))));
    }
  }

  /** Bounds within which a neuron's best match is its best match without them, or none. */
  private static boolean isWithinKeys(Bounds bounds, Set<String> keys) {
    Set<String> others = new HashSet<>(bounds.columns().keySet());
    others.removeAll(keys);
    ColumnBounds rho = bounds.column(RHO);
    return bounds.absoluteMin() == 0
        && (others.isEmpty() || others.equals(Set.of(RHO)))
        && rho.max() == ColumnBounds.ANY.max()
        && rho.allowed().isEmpty();
  }

  private static boolean isUnchanged(AggregateCall call, IslandPath path, Set<String> keys) {
    if (call.filterArg >= 0 || call.getArgList().size() != 1) {
      return false;
    }
    String column = path.column(call.getArgList().get(0));
    SqlKind kind = call.getAggregation().getKind();
    boolean seesValuesOnce =
        kind == SqlKind.MAX || kind == SqlKind.MIN || (kind == SqlKind.COUNT && call.isDistinct());
    return isMaxOfRho(call, path) || (keys.contains(column) && seesValuesOnce);
  }

  /** Returns whether a call is MAX(rho) over all rows of its group. */
  static boolean isMaxOfRho(AggregateCall call, IslandPath path) {
    return call.getAggregation().getKind() == SqlKind.MAX
        && call.filterArg < 0
        && call.getArgList().size() == 1
        && path.column(call.getArgList().get(0)).equals(RHO);
  }
}
