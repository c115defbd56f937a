package org.rhodb.engine.optimize;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.CoreRules;

/** The optimiser: what it does, in order, and by which rules. */
public enum OptimizerPhase {
  /** Conditions meet at the leaves before anything is concluded from them. */
  MOVE_CONDITIONS("move conditions down to the relations they are about"),
  /** Relations make fewer rows. */
  NARROW_RELATIONS("move conditions into the relations"),
  /** Correlations make one row a neuron and other model. */
  KEEP_BEST_MATCHES("ask for best matches only, where only the highest rho is read"),
  /** Relations make a few rows. */
  LIMIT_RELATIONS("move limits into the relations");

  private final String description;

  OptimizerPhase(String description) {
    this.description = requireNonNull(description, "description is null");
  }

  /** Returns what it does, in words for EXPLAIN. */
  public String description() {
    return description;
  }

  /** Returns its rules. */
  List<RelOptRule> rules() {
    return switch (this) {
      case MOVE_CONDITIONS ->
          List.of(
              LiteralBuilder.rule(CoreRules.PROJECT_REMOVE),
              LiteralBuilder.rule(CoreRules.FILTER_MERGE),
              LiteralBuilder.rule(CoreRules.FILTER_PROJECT_TRANSPOSE),
              LiteralBuilder.rule(CoreRules.FILTER_INTO_JOIN),
              LiteralBuilder.rule(CoreRules.JOIN_CONDITION_PUSH),
              LiteralBuilder.rule(CoreRules.FILTER_SET_OP_TRANSPOSE),
              LiteralBuilder.rule(CoreRules.FILTER_AGGREGATE_TRANSPOSE));
      case NARROW_RELATIONS ->
          List.of(FilterIslandPushRule.INSTANCE, FilterAggregateIslandPushRule.INSTANCE);
      case KEEP_BEST_MATCHES -> List.of(AggregateIslandPushRule.INSTANCE);
      case LIMIT_RELATIONS -> List.of(SortIslandPushRule.INSTANCE);
    };
  }
}
