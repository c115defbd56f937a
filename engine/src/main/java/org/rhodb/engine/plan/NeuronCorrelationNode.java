package org.rhodb.engine.plan;

import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Relational node that correlates every neuron of a model with every neuron of another: {@code
 * CORRELATE MODELS}.
 */
public final class NeuronCorrelationNode extends IslandNode {
  private static final Set<String> MATCH_KEYS =
      Set.of("model", "checkpoint", "layer", "neuron", "other_model", "other_checkpoint");

  NeuronCorrelationNode(
      RelOptCluster cluster, PlannedIsland island, RelDataType rowType, Bounds bounds) {
    super(cluster, island, rowType, bounds);
  }

  @Override
  public NeuronCorrelationNode withBounds(Bounds newBounds) {
    return new NeuronCorrelationNode(getCluster(), island(), getRowType(), newBounds);
  }

  @Override
  public String rankColumn() {
    return "rho";
  }

  @Override
  public Set<String> matchKeys() {
    return MATCH_KEYS;
  }
}
