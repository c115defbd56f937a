package org.rhodb.engine.optimize;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.IslandNode;

/**
 * A chain of projections and conditions that ends in an island, none of which makes a row out of
 * several: each row at the top is one row of the island.
 *
 * <p>A projection with a window function ends the chain, because dropping a row changes others.
 */
final class IslandPath {
  private final List<RelNode> above;
  private final IslandNode island;

  private IslandPath(List<RelNode> above, IslandNode island) {
    this.above = List.copyOf(above);
    this.island = requireNonNull(island, "island is null");
  }

  /** Returns the chain below a node, the node included; empty if it does not end in an island. */
  static Optional<IslandPath> from(RelNode top) {
    List<RelNode> above = new ArrayList<>();
    RelNode node = top.stripped();
    while (!(node instanceof IslandNode)) {
      boolean isLink =
          (node instanceof Project project && !project.containsOver())
              || (node instanceof Filter filter && !filter.containsOver());
      if (!isLink) {
        return Optional.empty();
      }
      above.add(node);
      node = node.getInput(0).stripped();
    }
    return Optional.of(new IslandPath(above, (IslandNode) node));
  }

  /** Returns the island at the end. */
  IslandNode island() {
    return island;
  }

  /** Returns the island's column that a field of the top is; empty text: a computed one. */
  String column(int field) {
    return columnBelow(0, field);
  }

  private String columnBelow(int from, int field) {
    int index = field;
    for (RelNode node : above.subList(from, above.size())) {
      if (node instanceof Project project) {
        RexNode expression = project.getProjects().get(index);
        if (!(expression instanceof RexInputRef reference)) {
          return "";
        }
        index = reference.getIndex();
      }
    }
    return island.columnName(index);
  }

  /** Returns whether each conjunct of every condition on the way reads as the test wants. */
  boolean conditionsAllMatch(Predicate<Reading> test) {
    for (int i = 0; i < above.size(); i++) {
      if (above.get(i) instanceof Filter filter) {
        int below = i + 1;
        ConditionReader reader =
            new ConditionReader(
                filter.getCluster().getRexBuilder(), field -> columnBelow(below, field));
        boolean matches =
            RelOptUtil.conjunctions(filter.getCondition()).stream()
                .allMatch(conjunct -> test.test(reader.read(conjunct)));
        if (!matches) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the top of the same chain over the island with other bounds. */
  RelNode withBounds(Bounds bounds) {
    RelNode node = island.withBounds(bounds);
    for (int i = above.size() - 1; i >= 0; i--) {
      node = above.get(i).copy(above.get(i).getTraitSet(), List.of(node));
    }
    return node;
  }
}
