package org.rhodb.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.junit.jupiter.api.Test;

class PlanChecksTest {
  private static final SampleQuery SAMPLE = SampleQuery.of("@persist");
  private static final List<PlannedIsland> ISLANDS = List.copyOf(SAMPLE.islands());

  private static RelNode withBounds(Bounds bounds) {
    RelNode root =
        new QueryPlanner(new SampleQuery.SampleSchema())
            .plan(SAMPLE.sql(), SAMPLE.islands(), SAMPLE.values())
            .root()
            .orElseThrow();
    IslandNode island = PlanChecks.islandsOf(root).get(0);
    return root.copy(root.getTraitSet(), List.of(island.withBounds(bounds)));
  }

  @Test
  void acceptPlansAsTheyAreMade() {
    RelNode plan = withBounds(Bounds.of("layer", ColumnBounds.oneOf(Set.of(3L))));
    assertThat(PlanChecks.values()).allMatch(check -> check.holds(plan, ISLANDS));
  }

  @Test
  void nameTheInvariantThatIsBroken() {
    assertThatThrownBy(
            () -> PlanChecks.check(withBounds(Bounds.of("rho", ColumnBounds.NOTHING)), ISLANDS))
        .hasMessageContaining("BOUNDS_NAME_COLUMNS");
    assertThatThrownBy(() -> PlanChecks.check(withBounds(Bounds.NONE.withTopK(3)), ISLANDS))
        .hasMessageContaining("LIMITS_ARE_POSSIBLE");
    assertThatThrownBy(() -> PlanChecks.check(withBounds(Bounds.NONE), List.of()))
        .hasMessageContaining("ISLANDS_ARE_KNOWN");
  }

  @Test
  void findIslandsInSubqueriesToo() {
    SampleQuery sample =
        SampleQuery.of("SELECT * FROM t WHERE layer IN (SELECT layer FROM @persist)");
    RelNode root =
        new QueryPlanner(new SampleQuery.SampleSchema())
            .plan(sample.sql(), sample.islands(), sample.values())
            .root()
            .orElseThrow();
    assertThat(PlanChecks.islandsOf(root)).hasSize(1);
  }
}
