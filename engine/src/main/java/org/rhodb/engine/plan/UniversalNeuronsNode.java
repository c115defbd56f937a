package org.rhodb.engine.plan;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Relational node that lists neurons with their best matches in other models: {@code UNIVERSAL
 * NEURONS}.
 */
public final class UniversalNeuronsNode extends IslandNode {
  UniversalNeuronsNode(
      RelOptCluster cluster, PlannedIsland island, RelDataType rowType, Bounds bounds) {
    super(cluster, island, rowType, bounds);
  }

  @Override
  public UniversalNeuronsNode withBounds(Bounds newBounds) {
    return new UniversalNeuronsNode(getCluster(), island(), getRowType(), newBounds);
  }

  @Override
  public String rankColumn() {
    return "rho";
  }
}
