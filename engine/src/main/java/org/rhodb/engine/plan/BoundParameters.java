package org.rhodb.engine.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Function that puts the values of a statement's parameters into its plan, in conditions and
 * limits, so that they are pushed down like constants in the text. The text itself keeps its
 * parameters.
 *
 * <p>A value the rules draw no conclusion from stays a parameter: NULL, a date, a number that is
 * not finite.
 */
final class BoundParameters {
  private BoundParameters() {}

  /**
   * Returns the plan with its parameters bound.
   *
   * @param values by the parameter's place in the planner's text
   */
  static RelNode bind(RelNode root, List<? extends @Nullable Object> values) {
    return values.isEmpty() ? root : root.accept(new Nodes(new Expressions(root, values)));
  }

  /** Only what has no influence on the columns: elsewhere the type was derived without a value. */
  private static final class Nodes extends RelHomogeneousShuttle {
    private final Expressions expressions;

    Nodes(Expressions expressions) {
      this.expressions = expressions;
      expressions.nodes = this;
    }

    @Override
    public RelNode visit(RelNode node) {
      RelNode visited = super.visit(node);
      boolean isBound =
          visited instanceof Filter || visited instanceof Join || visited instanceof Sort;
      return isBound ? visited.accept(expressions) : visited;
    }
  }

  /** Replaces parameters in expressions, and in the subqueries of expressions. */
  private static final class Expressions extends RexShuttle {
    private final RexBuilder builder;
    private final List<? extends @Nullable Object> values;
    private @Nullable Nodes nodes;

    Expressions(RelNode root, List<? extends @Nullable Object> values) {
      this.builder = root.getCluster().getRexBuilder();
      this.values = values;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexNode visited = super.visitSubQuery(subQuery);
      return nodes != null && visited instanceof RexSubQuery query
          ? query.clone(query.rel.accept(nodes))
          : visited;
    }

    @Override
    public RexNode visitDynamicParam(RexDynamicParam parameter) {
      @Nullable Object value = values.get(parameter.getIndex());
      if (value instanceof Boolean flag) {
        return builder.makeLiteral(flag);
      }
      if (value instanceof String text) {
        return text.isEmpty() ? parameter : builder.makeLiteral(text);
      }
      if (value instanceof Double || value instanceof Float) {
        double number = ((Number) value).doubleValue();
        return Double.isFinite(number)
            ? builder.makeApproxLiteral(
                new BigDecimal(number), builder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE))
            : parameter;
      }
      if (value instanceof BigDecimal decimal) {
        return decimal.precision() <= 38 && decimal.scale() >= 0
            ? builder.makeExactLiteral(decimal)
            : parameter;
      }
      boolean isWhole =
          value instanceof Long
              || value instanceof Integer
              || value instanceof Short
              || value instanceof Byte
              || (value instanceof BigInteger big && big.bitLength() < Long.SIZE);
      return isWhole
          ? builder.makeExactLiteral(
              BigDecimal.valueOf(((Number) value).longValue()),
              builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT))
          : parameter;
    }
  }
}
