package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.rhodb.engine.row.Column;
import org.rhodb.grammar.tree.Island;

/** The table an island is to the validator; becomes the node of its kind in the plan. */
final class IslandTable extends AbstractTable implements TranslatableTable {
  private final PlannedIsland island;

  IslandTable(PlannedIsland island) {
    this.island = requireNonNull(island, "island is null");
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory typeFactory) {
    RelDataTypeFactory.Builder builder = typeFactory.builder();
    for (Column column : island.columns()) {
      builder.add(column.name(), StoreTypes.of(column.type(), typeFactory));
    }
    return builder.build();
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return island.island().accept(new NodeOf(context.getCluster(), island, table.getRowType()));
  }

  /** The node of each kind of island. */
  private record NodeOf(RelOptCluster cluster, PlannedIsland island, RelDataType rowType)
      implements Island.Visitor<IslandNode> {

    @Override
    public IslandNode visit(Island.Correlate correlate) {
      return new NeuronCorrelationNode(cluster, island, rowType, Bounds.NONE);
    }

    @Override
    public IslandNode visit(Island.Universal universal) {
      return new UniversalNeuronsNode(cluster, island, rowType, Bounds.NONE);
    }

    @Override
    public IslandNode visit(Island.Persist persist) {
      return new PersistNode(cluster, island, rowType, Bounds.NONE);
    }

    @Override
    public IslandNode visit(Island.Ablate ablate) {
      return new AblateNode(cluster, island, rowType, Bounds.NONE);
    }

    @Override
    public IslandNode visit(Island.Activations activations) {
      return new ActivationScanNode(cluster, island, rowType, Bounds.NONE);
    }
  }
}
