package org.rhodb.engine.optimize;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.rhodb.engine.plan.IslandNode;

/**
 * Finds the columns of each island that nothing above reads, from the top of a plan down. A node it
 * does not know reads everything.
 */
final class UnusedColumns {
  private final Map<Integer, Set<String>> unused = new HashMap<>();

  private UnusedColumns() {}

  /** Returns the unused columns by island; those unused wherever the island stands. */
  static Map<Integer, Set<String>> of(RelNode root) {
    UnusedColumns finder = new UnusedColumns();
    finder.visit(root, all(root));
    return finder.unused;
  }

  private static ImmutableBitSet all(RelNode node) {
    return ImmutableBitSet.range(node.getRowType().getFieldCount());
  }

  private void visit(RelNode node, ImmutableBitSet read) {
    node.accept(subQueries());
    if (node instanceof IslandNode island) {
      Set<String> names = new TreeSet<>();
      all(island).except(read).forEach(field -> names.add(island.columnName(field)));
      unused.merge(
          island.islandId(),
          names,
          (a, b) -> {
            a.retainAll(b);
            return a;
          });
    } else if (!node.getVariablesSet().isEmpty()) {
      node.getInputs().forEach(input -> visit(input, all(input)));
    } else if (node instanceof Project project) {
      ImmutableBitSet.Builder below = ImmutableBitSet.builder();
      read.forEach(
          field -> below.addAll(RelOptUtil.InputFinder.bits(project.getProjects().get(field))));
      visit(project.getInput(), below.build());
    } else if (node instanceof Filter filter) {
      visit(filter.getInput(), read.union(RelOptUtil.InputFinder.bits(filter.getCondition())));
    } else if (node instanceof Sort sort) {
      ImmutableBitSet.Builder below = ImmutableBitSet.builder().addAll(read);
      for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
        below.set(key.getFieldIndex());
      }
      visit(sort.getInput(), below.build());
    } else if (node instanceof Aggregate aggregate) {
      visit(aggregate.getInput(), readBy(aggregate));
    } else if (node instanceof Join join) {
      visitJoin(join, read);
    } else if (node instanceof Union union && union.all) {
      union.getInputs().forEach(input -> visit(input, read));
    } else {
      node.getInputs().forEach(input -> visit(input, all(input)));
    }
  }

  private static ImmutableBitSet readBy(Aggregate aggregate) {
    ImmutableBitSet.Builder read = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
    for (AggregateCall call : aggregate.getAggCallList()) {
      read.addAll(call.getArgList());
      if (call.filterArg >= 0) {
        read.set(call.filterArg);
      }
      call.getCollation().getFieldCollations().forEach(key -> read.set(key.getFieldIndex()));
    }
    return read.build();
  }

  private void visitJoin(Join join, ImmutableBitSet read) {
    ImmutableBitSet below = read.union(RelOptUtil.InputFinder.bits(join.getCondition()));
    int left = join.getLeft().getRowType().getFieldCount();
    int right = join.getRight().getRowType().getFieldCount();
    visit(join.getLeft(), below.intersect(ImmutableBitSet.range(left)));
    visit(join.getRight(), below.intersect(ImmutableBitSet.range(left, left + right)).shift(-left));
  }

  private RexShuttle subQueries() {
    return new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery subQuery) {
        visit(subQuery.rel, all(subQuery.rel));
        return super.visitSubQuery(subQuery);
      }
    };
  }
}
