package org.rhodb.engine.plan;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.type.RelDataType;

/** Relational node that follows a set of neurons from checkpoint to checkpoint: {@code PERSIST}. */
public final class PersistNode extends IslandNode {
  PersistNode(RelOptCluster cluster, PlannedIsland island, RelDataType rowType, Bounds bounds) {
    super(cluster, island, rowType, bounds);
  }

  @Override
  public PersistNode withBounds(Bounds newBounds) {
    return new PersistNode(getCluster(), island(), getRowType(), newBounds);
  }

  @Override
  public String rankColumn() {
    return "";
  }
}
