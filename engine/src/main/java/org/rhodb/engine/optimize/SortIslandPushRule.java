package org.rhodb.engine.optimize;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.plan.Bounds;

/**
 * Planner rule that moves a limit into the relation below: the k highest rows where they are sorted
 * by rho, any k rows where they are not sorted.
 *
 * <pre>
 *   Sort(rho DESC, fetch 10)           Sort(rho DESC, fetch 10)
 *     Project(layer, rho)       =&gt;       Project(layer, rho)
 *       NeuronCorrelation                  NeuronCorrelation(top 10)
 * </pre>
 *
 * <p>Does not fire when there is another sort key, when NULLs come first, when a condition is left
 * in between (but a lower bound of rho may stay: it keeps the highest rows), or when anything else
 * than projections and conditions is.
 */
final class SortIslandPushRule extends RelRule<IslandRuleConfig> {
  static final RelOptRule INSTANCE =
      IslandRuleConfig.of(
              SortIslandPushRule::new,
              sort -> sort.operand(Sort.class).predicate(s -> s.fetch != null).anyInputs())
          .toRule();

  private SortIslandPushRule(IslandRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Sort sort = call.rel(0);
    Optional<Long> count = rowCount(sort);
    Optional<IslandPath> found = IslandPath.from(sort.getInput());
    if (count.isEmpty() || found.isEmpty()) {
      return;
    }
    IslandPath path = found.get();
    Bounds before = path.island().bounds();
    Bounds after = before;
    if (sort.getCollation().getFieldCollations().isEmpty()) {
      if (path.conditionsAllMatch(reading -> false)) {
        after = before.withRowLimit(count.get());
      }
    } else if (isByRank(sort, path)) {
      after = before.withTopK(count.get());
    }
    if (before.isLimited() || after.equals(before)) {
      return;
    }
    call.transformTo(sort.copy(sort.getTraitSet(), List.of(path.withBounds(after))));
  }

  private static boolean isByRank(Sort sort, IslandPath path) {
    List<RelFieldCollation> keys = sort.getCollation().getFieldCollations();
    String rank = path.island().rankColumn();
    return keys.size() == 1
        && keys.get(0).getDirection() == RelFieldCollation.Direction.DESCENDING
        && keys.get(0).nullDirection == NullDirection.LAST
        && !rank.isEmpty()
        && path.column(keys.get(0).getFieldIndex()).equals(rank)
        && path.conditionsAllMatch(reading -> reading.isLowerBoundOf(rank));
  }

  /** Returns how many rows reach the limit's end: those it skips and those it keeps. */
  private static Optional<Long> rowCount(Sort sort) {
    Optional<BigDecimal> fetch = whole(sort.fetch);
    Optional<BigDecimal> offset =
        sort.offset == null ? Optional.of(BigDecimal.ZERO) : whole(sort.offset);
    return fetch
        .flatMap(f -> offset.map(f::add))
        .filter(sum -> sum.compareTo(BigDecimal.valueOf(Bounds.ALL_ROWS)) < 0)
        .map(BigDecimal::longValueExact);
  }

  private static Optional<BigDecimal> whole(@Nullable RexNode count) {
    return count == null
        ? Optional.empty()
        : Constant.of(count)
            .filter(c -> c.isExact() && c.value().signum() >= 0)
            .map(Constant::value);
  }
}
