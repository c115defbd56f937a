package org.rhodb.engine.optimize;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.tools.RelBuilderFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a rule matches, and how to make it.
 *
 * @param description the rule's name in traces; null: its class's name
 */
record IslandRuleConfig(
    Function<IslandRuleConfig, RelOptRule> constructor,
    RelRule.OperandTransform operandSupplier,
    RelBuilderFactory relBuilderFactory,
    @Nullable String description)
    implements RelRule.Config {

  IslandRuleConfig {
    requireNonNull(constructor, "constructor is null");
    requireNonNull(operandSupplier, "operandSupplier is null");
    requireNonNull(relBuilderFactory, "relBuilderFactory is null");
  }

  /** Returns the configuration of a rule that matches these nodes. */
  static IslandRuleConfig of(
      Function<IslandRuleConfig, RelOptRule> constructor, RelRule.OperandTransform operands) {
    return new IslandRuleConfig(constructor, operands, RelFactories.LOGICAL_BUILDER, null);
  }

  @Override
  public RelOptRule toRule() {
    return constructor.apply(this);
  }

  @Override
  public IslandRuleConfig withOperandSupplier(RelRule.OperandTransform newSupplier) {
    return new IslandRuleConfig(constructor, newSupplier, relBuilderFactory, description);
  }

  @Override
  public IslandRuleConfig withRelBuilderFactory(RelBuilderFactory newFactory) {
    return new IslandRuleConfig(constructor, operandSupplier, newFactory, description);
  }

  @Override
  public IslandRuleConfig withDescription(@Nullable String newDescription) {
    return new IslandRuleConfig(constructor, operandSupplier, relBuilderFactory, newDescription);
  }
}
