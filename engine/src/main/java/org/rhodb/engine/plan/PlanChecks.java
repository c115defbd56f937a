package org.rhodb.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/** What must hold of every plan, after planning and after each phase. */
public enum PlanChecks {
  /** A node's rows have the columns its own rules derive, and its references are in range. */
  NODES_ARE_VALID {
    @Override
    public boolean holds(RelNode root, List<PlannedIsland> islands) {
      boolean[] isValid = {true};
      new RelVisitor() {
        @Override
        public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
          isValid[0] &= node.isValid(Litmus.IGNORE, null);
          super.visit(node, ordinal, parent);
        }
      }.go(root);
      return isValid[0];
    }
  },
  /** Every island node stands for an island of this statement. */
  ISLANDS_ARE_KNOWN {
    @Override
    public boolean holds(RelNode root, List<PlannedIsland> islands) {
      Set<Integer> known = new TreeSet<>();
      islands.forEach(island -> known.add(island.id()));
      return islandsOf(root).stream().allMatch(node -> known.contains(node.islandId()));
    }
  },
  /** Bounds name columns that their island has. */
  BOUNDS_NAME_COLUMNS {
    @Override
    public boolean holds(RelNode root, List<PlannedIsland> islands) {
      return islandsOf(root).stream()
          .allMatch(
              node -> {
                Set<String> names = new TreeSet<>(node.getRowType().getFieldNames());
                return names.containsAll(node.bounds().columns().keySet())
                    && names.containsAll(node.bounds().unusedColumns());
              });
    }
  },
  /** Only a node whose rows have a rank is limited to its highest, only matches to the best. */
  LIMITS_ARE_POSSIBLE {
    @Override
    public boolean holds(RelNode root, List<PlannedIsland> islands) {
      return islandsOf(root).stream()
          .allMatch(
              node ->
                  (node.bounds().topK() == Bounds.ALL_ROWS || !node.rankColumn().isEmpty())
                      && (!node.bounds().isBestMatchOnly() || !node.matchKeys().isEmpty()));
    }
  };

  /** Returns whether the plan is as it must be. */
  public abstract boolean holds(RelNode root, List<PlannedIsland> islands);

  /**
   * Checks every invariant.
   *
   * @throws IllegalStateException naming the one that does not hold
   */
  public static void check(RelNode root, List<PlannedIsland> islands) {
    for (PlanChecks invariant : values()) {
      if (!invariant.holds(root, islands)) {
        throw new IllegalStateException("plan breaks " + invariant);
      }
    }
  }

  /** Returns every island node of a plan, those in subqueries too, once for each time it stands. */
  public static List<IslandNode> islandsOf(RelNode root) {
    List<IslandNode> found = new ArrayList<>();
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        if (node instanceof IslandNode island) {
          found.add(island);
        }
        node.accept(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery subQuery) {
                found.addAll(islandsOf(subQuery.rel));
                return super.visitSubQuery(subQuery);
              }
            });
        super.visit(node, ordinal, parent);
      }
    }.go(root);
    return found;
  }
}
