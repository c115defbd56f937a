package org.rhodb.grammar;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.grammar.ParameterValues.Wanted;
import org.rhodb.grammar.build.Placeholders;
import org.rhodb.grammar.build.StatementBuilder;
import org.rhodb.grammar.scan.CommonTables;
import org.rhodb.grammar.scan.LexemeKinds;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.Words;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.Statement;

/**
 * Reads scripts: the front door of this room.
 *
 * <p>All methods are thread-safe, take time in proportion to the text, and use no stack in
 * proportion to its nesting.
 */
public final class QueryParser {
  private QueryParser() {}

  /**
   * Splits a script at the semicolons that are not in strings, quoted names or comments. Empty
   * statements are dropped. Never throws: text that is never closed is the last statement's, and
   * {@link #parse} reports it.
   */
  public static List<StatementText> split(String script) {
    ScannedText text = ScannedText.of(script, 0, script.length(), 1, 1);
    List<StatementText> statements = new ArrayList<>();
    int first = 0;
    for (int i = 0; i <= text.size(); i++) {
      if (i == text.size() || text.type(i) == RhoLexer.SEMICOLON) {
        if (i > first) {
          Position start = text.position(first);
          statements.add(
              new StatementText(
                  script, start.start(), text.end(i - 1), start.line(), start.column()));
        }
        first = i + 1;
      }
    }
    return List.copyOf(statements);
  }

  /**
   * Reads one statement without values for its parameters; positions are those of its script.
   *
   * @throws SyntaxException if it is none, or a parameter stands in one of our clauses
   */
  public static Statement parse(StatementText statement) {
    return parse(statement, QueryParser::refuse);
  }

  private static Object refuse(Parameter parameter, Wanted wanted) {
    throw new SyntaxException(
        SyntaxException.Kind.UNFIT_VALUE,
        "parameter " + parameter.label() + " has no value",
        parameter.position(),
        List.of(),
        "");
  }

  /**
   * Reads one statement; a parameter in one of our statements or relations is read as its value,
   * one in SQL stays in the text ({@link org.rhodb.grammar.tree.SqlText#parameters}).
   *
   * @throws SyntaxException if it is no statement, or a value does not fit where it stands
   */
  public static Statement parse(StatementText statement, ParameterValues values) {
    return StatementBuilder.build(statement, values);
  }

  /**
   * Returns the parameters of a statement, in the order of its text.
   *
   * @throws SyntaxException if some are named and some are not
   */
  public static List<Parameter> parameters(StatementText statement) {
    return new Placeholders(ScannedText.of(statement), QueryParser::refuse).all();
  }

  /**
   * Reads a text that holds one statement, with or without a semicolon.
   *
   * @throws SyntaxException if it holds none, or more than one
   */
  public static Statement parse(String text) {
    List<StatementText> statements = split(text);
    if (statements.size() > 1) {
      throw new SyntaxException(
          SyntaxException.Kind.UNEXPECTED,
          "expected one statement; found " + statements.size(),
          statements.get(1).position(),
          List.of(),
          "");
    }
    return parse(
        statements.isEmpty()
            ? new StatementText(text, text.length(), text.length())
            : statements.get(0));
  }

  /**
   * Returns whether what a user has typed can be run: its last statement ends in a semicolon that
   * is not in a string or comment, or there is none.
   */
  public static boolean isComplete(String input) {
    ScannedText text = ScannedText.of(input, 0, input.length(), 1, 1);
    return text.size() == 0 || text.type(text.size() - 1) == RhoLexer.SEMICOLON;
  }

  /** Returns the lexemes of a text, which cover all its characters but the spaces between them. */
  public static List<Lexeme> lexemes(String text) {
    return LexemeKinds.of(ScannedText.withComments(text));
  }

  /** Returns the names that WITH gives to queries anywhere in a statement, without quotes. */
  public static List<String> commonTables(StatementText statement) {
    return CommonTables.names(
        ScannedText.of(
            statement.script(),
            statement.start(),
            statement.end(),
            statement.line(),
            statement.column()));
  }

  /** Returns the words of SQL that the lexer knows, upper case, from A to Z. */
  public static List<String> keywords() {
    return Words.sql();
  }

  /** Returns the words of the DSL, upper case, from A to Z; each is also a name. */
  public static List<String> dslWords() {
    return Words.dsl();
  }
}
