package org.rhodb.engine.optimize;

import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;

/**
 * The library's own rules, made to take conditions as they are: nothing simplified or evaluated.
 */
final class LiteralBuilder {
  private static final RelBuilderFactory FACTORY =
      RelBuilder.proto(
          Contexts.of(
              RelBuilder.Config.DEFAULT
                  .withSimplify(false)
                  .withSimplifyLimit(false)
                  .withSimplifyValues(false)
                  .withPruneInputOfAggregate(false)
                  .withPushJoinCondition(false)));

  private LiteralBuilder() {}

  /** Returns the rule with a builder that simplifies nothing. */
  static RelOptRule rule(RelRule<?> rule) {
    return rule.config.withRelBuilderFactory(FACTORY).toRule();
  }
}
