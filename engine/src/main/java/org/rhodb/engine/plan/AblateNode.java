package org.rhodb.engine.plan;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.type.RelDataType;

/** Relational node that measures the loss without a set of neurons: {@code ABLATE}. */
public final class AblateNode extends IslandNode {
  AblateNode(RelOptCluster cluster, PlannedIsland island, RelDataType rowType, Bounds bounds) {
    super(cluster, island, rowType, bounds);
  }

  @Override
  public AblateNode withBounds(Bounds newBounds) {
    return new AblateNode(getCluster(), island(), getRowType(), newBounds);
  }

  @Override
  public String rankColumn() {
    return "";
  }
}
