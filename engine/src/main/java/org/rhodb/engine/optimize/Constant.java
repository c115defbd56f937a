package org.rhodb.engine.optimize;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * A number that an expression without columns stands for.
 *
 * @param value the number, to at least double precision
 * @param isExact whether it is a whole number that the store computes without rounding
 */
record Constant(BigDecimal value, boolean isExact) {
  private static final int MAX_NUMBER_OF_DIGITS = 400;

  /**
   * Returns the number, if the expression is made of numbers, + - * / and casts to floating point.
   * Other casts round, and the store rounds in its own way: they are no constants here.
   */
  static Optional<Constant> of(RexNode expression) {
    if (expression instanceof RexLiteral literal) {
      return ofLiteral(literal);
    }
    if (!(expression instanceof RexCall call)) {
      return Optional.empty();
    }
    if (call.getKind() == SqlKind.CAST && SqlTypeUtil.isApproximateNumeric(call.getType())) {
      return of(call.getOperands().get(0))
          .filter(c -> SqlTypeUtil.isNumeric(call.getOperands().get(0).getType()))
          .map(c -> new Constant(c.value, false));
    }
    if (call.getKind() == SqlKind.MINUS_PREFIX) {
      return of(call.getOperands().get(0)).map(c -> new Constant(c.value.negate(), c.isExact));
    }
    if (call.getOperands().size() != 2) {
      return Optional.empty();
    }
    Optional<Constant> left = of(call.getOperands().get(0));
    Optional<Constant> right = of(call.getOperands().get(1));
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : combine(call.getKind(), left.get(), right.get());
  }

  private static Optional<Constant> ofLiteral(RexLiteral literal) {
    BigDecimal value =
        SqlTypeUtil.isNumeric(literal.getType()) && !literal.isNull()
            ? literal.getValueAs(BigDecimal.class)
            : null;
    if (value == null || Math.abs((long) value.scale()) > MAX_NUMBER_OF_DIGITS) {
      return Optional.empty();
    }
    boolean isWhole = value.stripTrailingZeros().scale() <= 0;
    SqlTypeName type = literal.getType().getSqlTypeName();
    if (SqlTypeName.INT_TYPES.contains(type)) {
      return isWhole ? Optional.of(new Constant(value, true)) : Optional.empty();
    }
    if (type == SqlTypeName.DECIMAL && literal.getType().getScale() < value.scale()) {
      return Optional.empty(); // a cast that rounds, folded into the literal
    }
    return Optional.of(new Constant(value, isWhole && type == SqlTypeName.DECIMAL));
  }

  private static Optional<Constant> combine(SqlKind kind, Constant left, Constant right) {
    boolean isExact = left.isExact && right.isExact;
    if (kind == SqlKind.PLUS) {
      return Optional.of(new Constant(left.value.add(right.value), isExact));
    }
    if (kind == SqlKind.MINUS) {
      return Optional.of(new Constant(left.value.subtract(right.value), isExact));
    }
    if (kind == SqlKind.TIMES) {
      return Optional.of(new Constant(left.value.multiply(right.value), isExact));
    }
    if (kind == SqlKind.DIVIDE && right.value.signum() != 0) {
      return Optional.of(
          new Constant(left.value.divide(right.value, MathContext.DECIMAL128), false));
    }
    return Optional.empty();
  }

  /**
   * Returns a number below this one, whichever of double and float the store compares in: 0.8 may
   * arrive as 0.800000011920929.
   */
  double below() {
    double d = value.doubleValue();
    return Math.min(Math.nextDown(d), (double) Math.nextDown((float) d));
  }

  /** Returns a number above this one, whichever of double and float the store compares in. */
  double above() {
    double d = value.doubleValue();
    return Math.max(Math.nextUp(d), (double) Math.nextUp((float) d));
  }
}
