package org.rhodb.engine.optimize;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.rhodb.engine.optimize.Reading.Precision;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;

/**
 * Reads a condition as bounds of columns: comparisons of a column, or of |rho|, with a constant;
 * joined by AND; ORs that leave a range or a list. Everything else says nothing.
 */
final class ConditionReader {
  /** Whole numbers beyond this are not exact in a double. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private static final String RHO = "rho";

  private final RexBuilder rexBuilder;
  private final IntFunction<String> columnNames;

  /**
   * Creates a reader.
   *
   * @param columnNames the island's column an input field is; empty text: none
   */
  ConditionReader(RexBuilder rexBuilder, IntFunction<String> columnNames) {
    this.rexBuilder = requireNonNull(rexBuilder, "rexBuilder is null");
    this.columnNames = requireNonNull(columnNames, "columnNames is null");
  }

  /** Returns what a condition says; never wrong, often {@link Reading#NOTHING}. */
  Reading read(RexNode condition) {
    return switch (condition.getKind()) {
      case AND -> and((RexCall) condition);
      case OR -> or((RexCall) condition);
      case SEARCH -> read(RexUtil.expandSearch(rexBuilder, null, condition));
      case IS_TRUE -> read(((RexCall) condition).getOperands().get(0));
      case NOT -> not(((RexCall) condition).getOperands().get(0));
      case INPUT_REF -> flag(condition, true);
      case EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison((RexCall) condition, condition.getKind());
      default -> Reading.NOTHING;
    };
  }

  private Reading and(RexCall call) {
    Bounds bounds = Bounds.NONE;
    Precision precision = Precision.EXACT;
    for (RexNode operand : call.getOperands()) {
      Reading reading = read(operand);
      bounds = bounds.intersect(reading.bounds());
      precision = precision.compareTo(reading.precision()) > 0 ? precision : reading.precision();
    }
    return new Reading(bounds, precision);
  }

  /** A list of values stays exact; a range that spans two ranges wants more than either. */
  private Reading or(RexCall call) {
    List<Reading> readings = new ArrayList<>();
    call.getOperands().forEach(operand -> readings.add(read(operand)));
    Bounds bounds = readings.get(0).bounds();
    for (Reading reading : readings.subList(1, readings.size())) {
      bounds = bounds.union(reading.bounds());
    }
    Set<String> columns = bounds.columns().keySet();
    boolean isList =
        columns.size() == 1
            && readings.stream()
                .allMatch(
                    r ->
                        r.precision() == Precision.EXACT
                            && r.bounds().columns().keySet().equals(columns)
                            && r.bounds().columns().values().stream()
                                .noneMatch(b -> b.allowed().isEmpty()));
    return new Reading(bounds, isList ? Precision.EXACT : Precision.PARTIAL);
  }

  private Reading not(RexNode operand) {
    return switch (operand.getKind()) {
      case INPUT_REF -> flag(operand, false);
      case LESS_THAN -> comparison((RexCall) operand, SqlKind.GREATER_THAN_OR_EQUAL);
      case LESS_THAN_OR_EQUAL -> comparison((RexCall) operand, SqlKind.GREATER_THAN);
      case GREATER_THAN -> comparison((RexCall) operand, SqlKind.LESS_THAN_OR_EQUAL);
      case GREATER_THAN_OR_EQUAL -> comparison((RexCall) operand, SqlKind.LESS_THAN);
      default -> Reading.NOTHING;
    };
  }

  private Reading flag(RexNode reference, boolean value) {
    Optional<String> column = column(reference);
    return column.isPresent() && SqlTypeUtil.isBoolean(reference.getType())
        ? list(column.get(), Set.of(value))
        : Reading.NOTHING;
  }

  private Reading comparison(RexCall call, SqlKind kind) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    Reading reading = compare(left, kind, right);
    return reading.equals(Reading.NOTHING) ? compare(right, kind.reverse(), left) : reading;
  }

  private Reading compare(RexNode subject, SqlKind kind, RexNode value) {
    Optional<String> column = column(subject);
    if (column.isPresent()) {
      RelDataType type = subject.getType();
      if (value instanceof RexLiteral literal && kind == SqlKind.EQUALS && !literal.isNull()) {
        if (SqlTypeUtil.inCharFamily(type)) {
          return text(column.get(), literal);
        }
        if (SqlTypeUtil.isBoolean(type) && SqlTypeUtil.isBoolean(literal.getType())) {
          return list(column.get(), Set.of(!literal.isAlwaysFalse()));
        }
      }
      return SqlTypeUtil.isNumeric(type)
          ? Constant.of(value).map(c -> number(column.get(), type, kind, c)).orElse(Reading.NOTHING)
          : Reading.NOTHING;
    }
    return absolute(subject, kind, value);
  }

  /** A text that ends in a blank may have been padded on the way: it says nothing. */
  private static Reading text(String column, RexLiteral literal) {
    String value =
        SqlTypeUtil.inCharFamily(literal.getType()) ? literal.getValueAs(String.class) : null;
    return value == null || value.endsWith(" ") ? Reading.NOTHING : list(column, Set.of(value));
  }

  private static Reading list(String column, Set<Object> values) {
    return new Reading(Bounds.of(column, ColumnBounds.oneOf(values)), Precision.EXACT);
  }

  private static Reading number(String column, RelDataType type, SqlKind kind, Constant constant) {
    if (!SqlTypeUtil.isIntType(type)) {
      return new Reading(Bounds.of(column, range(kind, constant)), Precision.ROUNDED);
    }
    double value = constant.value().doubleValue();
    if (!constant.isExact() || Math.abs(value) >= LARGEST_WHOLE) {
      // Between two whole numbers, or rounded: one more on each side is certainly enough.
      ColumnBounds range = range(kind, constant);
      return Math.abs(value) < 1 << 24
          ? new Reading(
              Bounds.of(
                  column, ColumnBounds.between(Math.floor(range.min()), Math.ceil(range.max()))),
              Precision.PARTIAL)
          : Reading.NOTHING;
    }
    if (kind == SqlKind.EQUALS) {
      return list(column, Set.of((long) value));
    }
    ColumnBounds range =
        switch (kind) {
          case GREATER_THAN -> ColumnBounds.between(value + 1, ColumnBounds.ANY.max());
          case GREATER_THAN_OR_EQUAL -> ColumnBounds.between(value, ColumnBounds.ANY.max());
          case LESS_THAN -> ColumnBounds.between(ColumnBounds.ANY.min(), value - 1);
          default -> ColumnBounds.between(ColumnBounds.ANY.min(), value);
        };
    return new Reading(Bounds.of(column, range), Precision.EXACT);
  }

  private static ColumnBounds range(SqlKind kind, Constant constant) {
    return switch (kind) {
      case EQUALS -> ColumnBounds.between(constant.below(), constant.above());
      case GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          ColumnBounds.between(constant.below(), ColumnBounds.ANY.max());
      default -> ColumnBounds.between(ColumnBounds.ANY.min(), constant.above());
    };
  }

  /** Reads {@code ABS(rho) > 0.8}. */
  private Reading absolute(RexNode subject, SqlKind kind, RexNode value) {
    boolean isAbsOfRho =
        subject instanceof RexCall call
            && call.getOperator().getName().equals("ABS")
            && call.getOperands().size() == 1
            && column(call.getOperands().get(0)).equals(Optional.of(RHO));
    if (!isAbsOfRho || kind == SqlKind.LESS_THAN || kind == SqlKind.LESS_THAN_OR_EQUAL) {
      return Reading.NOTHING;
    }
    return Constant.of(value)
        .map(c -> new Reading(Bounds.ofAbsoluteMin(c.below()), Precision.PARTIAL))
        .orElse(Reading.NOTHING);
  }

  /** Returns the island's column an expression is, itself or in a type that holds all of it. */
  private Optional<String> column(RexNode expression) {
    RexNode inner = expression;
    while (inner instanceof RexCall call
        && call.getKind() == SqlKind.CAST
        && isWider(call.getOperands().get(0).getType(), call.getType())) {
      inner = call.getOperands().get(0);
    }
    return inner instanceof RexInputRef reference
        ? Optional.of(columnNames.apply(reference.getIndex())).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  private static boolean isWider(RelDataType from, RelDataType to) {
    SqlTypeName source = from.getSqlTypeName();
    SqlTypeName target = to.getSqlTypeName();
    return (source == target && SqlTypeUtil.equalSansNullability(from, to))
        || (source == SqlTypeName.INTEGER && target == SqlTypeName.BIGINT);
  }
}
