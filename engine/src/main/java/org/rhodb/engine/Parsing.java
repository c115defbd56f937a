package org.rhodb.engine;

import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.tree.Statement;

/** Reads a statement and tells the grammar's refusals as errors of the engine. */
public final class Parsing {
  private Parsing() {}

  /**
   * Reads one statement.
   *
   * @throws QueryException S101, S102, S103 or S104, at its place in the script
   */
  public static Statement parse(StatementText statement) {
    try {
      return QueryParser.parse(statement);
    } catch (SyntaxException e) {
      ErrorCode code =
          switch (e.kind()) {
            case UNEXPECTED -> ErrorCode.S101;
            case UNCLOSED -> ErrorCode.S102;
            case INVALID_CHARACTER -> ErrorCode.S103;
            case TOO_LARGE -> ErrorCode.S104;
          };
      throw QueryException.at(e.position(), code, e.getMessage()).withHint(e.hint()).withCause(e);
    }
  }
}
