package org.rhodb.engine;

import java.util.List;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.ParameterValues;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.Statement;

/** Reads a statement and tells the grammar's refusals as errors of the engine. */
public final class Parsing {
  private Parsing() {}

  /**
   * Reads one statement that has no placeholders in its relations.
   *
   * @throws QueryException S101, S102, S103, S104 or A207, at its place in the script
   */
  public static Statement parse(StatementText statement) {
    return parse(statement, Parameters.none());
  }

  /**
   * Reads one statement whose placeholders have these values.
   *
   * @throws QueryException S101, S102, S103, S104 or A207, at its place in the script
   */
  public static Statement parse(StatementText statement, ParameterValues values) {
    try {
      return QueryParser.parse(statement, values);
    } catch (SyntaxException e) {
      throw translated(e);
    }
  }

  /** Returns the placeholders of a statement, in the order of its text. */
  public static List<Parameter> parameters(StatementText statement) {
    try {
      return QueryParser.parameters(statement);
    } catch (SyntaxException e) {
      throw translated(e);
    }
  }

  private static QueryException translated(SyntaxException e) {
    ErrorCode code =
        switch (e.kind()) {
          case UNEXPECTED -> ErrorCode.S101;
          case UNCLOSED -> ErrorCode.S102;
          case INVALID_CHARACTER -> ErrorCode.S103;
          case TOO_LARGE -> ErrorCode.S104;
          case UNFIT_VALUE -> ErrorCode.A207;
        };
    return QueryException.at(e.position(), code, e.getMessage()).withHint(e.hint()).withCause(e);
  }
}
