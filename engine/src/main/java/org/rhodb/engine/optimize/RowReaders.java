package org.rhodb.engine.optimize;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.rhodb.engine.plan.IslandNode;

/**
 * Finds what reads every row of an island though its result may keep few: a window function, or an
 * aggregate that only the store knows, such as {@code arg_max}. No rule moves anything below
 * either.
 */
final class RowReaders {
  /** What the planner makes of arg_max, arg_min and the store's own aggregates. */
  private static final Set<SqlKind> STORE_AGGREGATES =
      EnumSet.of(SqlKind.ARG_MAX, SqlKind.ARG_MIN, SqlKind.OTHER_FUNCTION);

  private final Map<Integer, String> found = new TreeMap<>();

  private RowReaders() {}

  /** Returns it by island, as SQL writes it; islands without one are left out. */
  static Map<Integer, String> of(RelNode root) {
    RowReaders readers = new RowReaders();
    readers.visit(root, "");
    return readers.found;
  }

  private void visit(RelNode node, String above) {
    if (node instanceof IslandNode island) {
      if (!above.isEmpty()) {
        found.putIfAbsent(island.islandId(), above);
      }
      return;
    }
    String reader = "";
    if (node instanceof Project project) {
      reader = window(project.getProjects()).orElse(above);
    } else if (node instanceof Aggregate aggregate) {
      reader = aggregate(aggregate);
    } else if (node instanceof Filter || node instanceof Sort) {
      reader = above;
    }
    for (RelNode input : node.getInputs()) {
      visit(input, reader);
    }
  }

  private static Optional<String> window(List<RexNode> expressions) {
    List<String> names = new ArrayList<>();
    for (RexNode expression : expressions) {
      expression.accept(
          new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitOver(RexOver over) {
              names.add(over.getOperator().getName().toLowerCase(Locale.ROOT) + "() OVER (..)");
              return super.visitOver(over);
            }
          });
    }
    return names.stream().findFirst();
  }

  private static String aggregate(Aggregate aggregate) {
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (STORE_AGGREGATES.contains(call.getAggregation().getKind())) {
        return call.getAggregation().getName().toLowerCase(Locale.ROOT) + "(..)";
      }
    }
    return "";
  }
}
