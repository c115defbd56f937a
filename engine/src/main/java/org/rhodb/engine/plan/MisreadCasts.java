package org.rhodb.engine.plan;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * Finds casts that the planner's parser reads otherwise than the store does: to it, {@code a = 2
 * AND b = c::INT} casts the whole condition.
 */
final class MisreadCasts extends SqlBasicVisitor<Void> {
  private final String text;

  private MisreadCasts(String text) {
    this.text = text;
  }

  /** Refuses a statement in which {@code ::} stands behind an expression without brackets. */
  static void check(SqlNode statement, String text) {
    statement.accept(new MisreadCasts(text));
  }

  @Override
  public Void visit(SqlCall call) {
    if (call.getKind() == SqlKind.CAST
        && call.getOperator().getName().equals("::")
        && call.operand(0) instanceof SqlCall operand
        && !operand.getOperator().getName().equals("::")
        && operand.getOperator().getSyntax() != SqlSyntax.FUNCTION
        && operand.getOperator().getSyntax() != SqlSyntax.FUNCTION_STAR
        && !isBracketed(operand.getParserPosition())) {
      throw new UnplannableException(
          ":: without brackets around what it casts is read otherwise by the planner");
    }
    return super.visit(call);
  }

  /** Returns whether one pair of brackets encloses the whole range. */
  private boolean isBracketed(SqlParserPos range) {
    int start = offset(range.getLineNum(), range.getColumnNum());
    int end = offset(range.getEndLineNum(), range.getEndColumnNum());
    int depth = 0;
    char quote = 0;
    for (int i = start; i <= end && i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      if (depth == 0) {
        return i == end && end > start;
      }
    }
    return false;
  }

  private int offset(int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + column - 1;
  }
}
