package org.rhodb.engine.plan;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.type.RelDataType;

/** Relational node that lists post-activations token by token: {@code ACTIVATIONS OF MODEL}. */
public final class ActivationScanNode extends IslandNode {
  ActivationScanNode(
      RelOptCluster cluster, PlannedIsland island, RelDataType rowType, Bounds bounds) {
    super(cluster, island, rowType, bounds);
  }

  @Override
  public ActivationScanNode withBounds(Bounds newBounds) {
    return new ActivationScanNode(getCluster(), island(), getRowType(), newBounds);
  }

  @Override
  public String rankColumn() {
    return "activation";
  }
}
