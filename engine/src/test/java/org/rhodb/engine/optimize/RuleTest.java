package org.rhodb.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainLevel;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.plan.QueryPlanner;
import org.rhodb.engine.plan.SampleQuery;

/** Each rule alone: the plan before, the plan after, and what it leaves alone. */
class RuleTest {
  private static final QueryPlanner PLANNER = new QueryPlanner(new SampleQuery.SampleSchema());

  private static RelNode plan(String query) {
    SampleQuery sample = SampleQuery.of(query);
    return PLANNER.plan(sample.sql(), sample.islands(), sample.values()).root().orElseThrow();
  }

  private static RelNode apply(RelOptRule rule, RelNode root) {
    HepPlanner planner = new HepPlanner(HepProgram.builder().addRuleInstance(rule).build());
    planner.setRoot(root);
    return planner.findBestExp();
  }

  private static String text(RelNode root) {
    return RelOptUtil.toString(root, SqlExplainLevel.EXPPLAN_ATTRIBUTES)
        .replace("Logical", "")
        .replaceAll("CAST\\(([0-9.]+):DECIMAL\\(\\d, \\d\\)\\):DOUBLE NOT NULL", "$1")
        .replaceAll("\\(model=\\[\\$0\\][^\\n]*", "(*)")
        .replace("island=[#0], of=[sample]", "")
        .replace("(, pushed=", "(pushed=")
        .strip();
  }

  private static void fires(RelOptRule rule, String query, String before, String after) {
    RelNode root = plan(query);
    assertThat(text(root)).isEqualTo(before.strip());
    assertThat(text(apply(rule, root))).isEqualTo(after.strip());
  }

  private static void doesNotFire(RelOptRule rule, String query) {
    RelNode root = plan(query);
    assertThat(text(apply(rule, root))).isEqualTo(text(root));
  }

  @Test
  void filterIslandPushTakesExactConditionsOutOfTheFilter() {
    fires(
        FilterIslandPushRule.INSTANCE,
        "@correlate WHERE layer = 3 AND rho > 0.8",
        """
        Project(*)
          Filter(condition=[AND(=($2, 3), >($8, 0.8))])
            NeuronCorrelationNode()
        """,
        """
        Project(*)
          Filter(condition=[>($8, 0.8)])
            NeuronCorrelationNode(pushed=[layer in (3); rho >= 0.7999999523162842])
        """);
  }

  @Test
  void filterIslandPushRemovesAFilterThatIsWhollyMoved() {
    fires(
        FilterIslandPushRule.INSTANCE,
        "@correlate WHERE layer IN (1, 2)",
        """
        Project(*)
          Filter(condition=[OR(=($2, 1), =($2, 2))])
            NeuronCorrelationNode()
        """,
        """
        Project(*)
          NeuronCorrelationNode(pushed=[layer in (1, 2)])
        """);
  }

  @Test
  void filterIslandPushLeavesWhatIsNoComparisonWithAConstant() {
    doesNotFire(FilterIslandPushRule.INSTANCE, "@correlate WHERE layer = neuron");
    doesNotFire(FilterIslandPushRule.INSTANCE, "@correlate WHERE rho > random()");
    doesNotFire(FilterIslandPushRule.INSTANCE, "@correlate WHERE rho > CAST(0.7 AS INTEGER)");
    doesNotFire(FilterIslandPushRule.INSTANCE, "SELECT * FROM t WHERE EXISTS (@correlate)");
  }

  @Test
  void sortIslandPushKeepsTheHighestRows() {
    fires(
        SortIslandPushRule.INSTANCE,
        "SELECT layer, rho FROM @correlate WHERE rho > 0.5 ORDER BY rho DESC LIMIT 10 OFFSET 2",
        """
        Sort(sort0=[$1], dir0=[DESC-nulls-last], offset=[2], fetch=[10])
          Project(layer=[$2], rho=[$8])
            Filter(condition=[>($8, 0.5)])
              NeuronCorrelationNode()
        """,
        """
        Sort(sort0=[$1], dir0=[DESC-nulls-last], offset=[2], fetch=[10])
          Project(layer=[$2], rho=[$8])
            Filter(condition=[>($8, 0.5)])
              NeuronCorrelationNode(pushed=[top 12])
        """);
  }

  @Test
  void sortIslandPushLimitsRowsThatAreNotSorted() {
    fires(
        SortIslandPushRule.INSTANCE,
        "SELECT layer FROM @correlate LIMIT 10",
        """
        Sort(fetch=[10])
          Project(layer=[$2])
            NeuronCorrelationNode()
        """,
        """
        Sort(fetch=[10])
          Project(layer=[$2])
            NeuronCorrelationNode(pushed=[any 10])
        """);
  }

  @Test
  void sortIslandPushLeavesOtherOrdersAndConditions() {
    RelOptRule rule = SortIslandPushRule.INSTANCE;
    doesNotFire(rule, "@correlate ORDER BY rho LIMIT 10");
    doesNotFire(rule, "@correlate ORDER BY rho DESC");
    doesNotFire(rule, "@correlate ORDER BY rho DESC, layer LIMIT 10");
    doesNotFire(rule, "@correlate ORDER BY rho DESC NULLS FIRST LIMIT 10");
    doesNotFire(rule, "@correlate ORDER BY layer DESC LIMIT 10");
    doesNotFire(rule, "@correlate WHERE rho < 0.5 ORDER BY rho DESC LIMIT 10");
    doesNotFire(rule, "@correlate WHERE layer = neuron LIMIT 10");
    doesNotFire(rule, "SELECT DISTINCT rho FROM @correlate ORDER BY rho DESC LIMIT 10");
    doesNotFire(rule, "SELECT rho, sum(rho) OVER () FROM @correlate ORDER BY rho DESC LIMIT 10");
    doesNotFire(rule, "SELECT rho FROM @correlate, t ORDER BY rho DESC LIMIT 10");
    doesNotFire(rule, "@persist LIMIT ?");
    doesNotFire(rule, "@ablate ORDER BY delta_loss DESC LIMIT 3");
  }

  @Test
  void aggregateIslandPushAsksForBestMatches() {
    fires(
        AggregateIslandPushRule.INSTANCE,
        "SELECT layer, max(rho) FROM @correlate WHERE rho > 0.5 GROUP BY layer",
        """
        Aggregate(group=[{0}], EXPR$1=[MAX($1)])
          Project(layer=[$2], rho=[$8])
            Filter(condition=[>($8, 0.5)])
              NeuronCorrelationNode()
        """,
        """
        Aggregate(group=[{0}], EXPR$1=[MAX($1)])
          Project(layer=[$2], rho=[$8])
            Filter(condition=[>($8, 0.5)])
              NeuronCorrelationNode(pushed=[best match only])
        """);
  }

  @Test
  void aggregateIslandPushLeavesWhatSeesOtherRows() {
    RelOptRule rule = AggregateIslandPushRule.INSTANCE;
    doesNotFire(rule, "SELECT layer, count(*) FROM @correlate GROUP BY layer");
    doesNotFire(rule, "SELECT layer, max(rho), avg(rho) FROM @correlate GROUP BY layer");
    doesNotFire(rule, "SELECT other_layer, max(rho) FROM @correlate GROUP BY other_layer");
    doesNotFire(rule, "SELECT max(rho) FROM @correlate WHERE other_layer = 3");
    doesNotFire(rule, "SELECT max(rho) FROM @correlate WHERE rho < 0.5");
    doesNotFire(rule, "SELECT max(rho) FROM @correlate WHERE abs(rho) > 0.5");
    doesNotFire(rule, "SELECT max(rho) FILTER (WHERE layer = 1) FROM @correlate");
    doesNotFire(rule, "SELECT layer, max(rho) FROM @correlate GROUP BY ROLLUP(layer)");
    doesNotFire(rule, "SELECT layer, max(rho) FROM @universal GROUP BY layer");
  }

  @Test
  void filterAggregateIslandPushMovesABoundOfTheMaximum() {
    fires(
        FilterAggregateIslandPushRule.INSTANCE,
        "SELECT layer, max(rho) FROM @universal GROUP BY layer HAVING max(rho) > 0.8",
        """
        Filter(condition=[>($1, 0.8)])
          Aggregate(group=[{0}], EXPR$1=[MAX($1)])
            Project(layer=[$2], rho=[$5])
              UniversalNeuronsNode()
        """,
        """
        Filter(condition=[>($1, 0.8)])
          Aggregate(group=[{0}], EXPR$1=[MAX($1)])
            Project(layer=[$2], rho=[$5])
              UniversalNeuronsNode(pushed=[rho >= 0.7999999523162842])
        """);
  }

  @Test
  void filterAggregateIslandPushLeavesOtherAggregatesAndConditions() {
    RelOptRule rule = FilterAggregateIslandPushRule.INSTANCE;
    String from = " FROM @correlate GROUP BY layer HAVING ";
    doesNotFire(rule, "SELECT layer, max(rho), count(*)" + from + "max(rho) > 0.8");
    doesNotFire(rule, "SELECT layer, max(rho)" + from + "max(rho) < 0.8");
    doesNotFire(rule, "SELECT layer, min(rho)" + from + "min(rho) > 0.8");
    doesNotFire(rule, "SELECT layer, max(rho)" + from + "layer > 3");
  }
}
