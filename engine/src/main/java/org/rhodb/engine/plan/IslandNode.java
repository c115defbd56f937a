package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Relational node that stands for one DSL relation, a leaf of the plan.
 *
 * <p>It carries what rules have moved into it as {@link Bounds}. Bounds are a promise of the query,
 * not of the node: its rows may be more than they say.
 */
public abstract class IslandNode extends AbstractRelNode {
  private final PlannedIsland island;
  private final Bounds bounds;

  IslandNode(RelOptCluster cluster, PlannedIsland island, RelDataType rowType, Bounds bounds) {
    super(cluster, cluster.traitSet());
    this.island = requireNonNull(island, "island is null");
    this.bounds = requireNonNull(bounds, "bounds is null");
    this.rowType = requireNonNull(rowType, "rowType is null");
  }

  /** Returns the same node with other bounds. */
  public abstract IslandNode withBounds(Bounds newBounds);

  /**
   * Returns the column whose highest values a top-k keeps: rho, or activation; empty: no top-k can
   * move here.
   */
  public abstract String rankColumn();

  /**
   * Returns the columns within which only the row of the highest rho need be made; empty: rows are
   * no matches.
   */
  public Set<String> matchKeys() {
    return Set.of();
  }

  /** Returns the relation's number in the statement. */
  public int islandId() {
    return island.id();
  }

  /** Returns what rules have moved into this node. */
  public Bounds bounds() {
    return bounds;
  }

  /** Returns the relation this node stands for. */
  PlannedIsland island() {
    return island;
  }

  /** Returns the name of an output column, lower case. */
  public String columnName(int index) {
    return island.columns().get(index).name();
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return this;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("island", "#" + island.id())
        .item("of", island.describe())
        .itemIf("pushed", bounds.describe(), !bounds.equals(Bounds.NONE));
  }
}
