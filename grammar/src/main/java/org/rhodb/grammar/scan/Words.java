package org.rhodb.grammar.scan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rhodb.grammar.RhoLexer;

/**
 * The words the lexer knows. The grammar lists each group from A to Z, so a group is a range of
 * types; a test holds it to that.
 */
public final class Words {
  private Words() {}

  /** Returns the words of the DSL, upper case, from A to Z. */
  public static List<String> dsl() {
    return range(RhoLexer.ABLATE, RhoLexer.ZERO).toList();
  }

  /** Returns the words of SQL, upper case, from A to Z. */
  public static List<String> sql() {
    return Stream.concat(range(RhoLexer.ALTER, RhoLexer.VIEW), range(RhoLexer.ALL, RhoLexer.WITH))
        .sorted()
        .toList();
  }

  private static Stream<String> range(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Words::spelling);
  }

  /** Returns a word's spelling, upper case. */
  public static String spelling(int type) {
    String literal = requireNonNull(RhoLexer.VOCABULARY.getLiteralName(type), "not a word");
    return literal.substring(1, literal.length() - 1);
  }

  /** Returns whether a type is a word of the DSL. */
  public static boolean isDsl(int type) {
    return type >= RhoLexer.ABLATE && type <= RhoLexer.ZERO;
  }

  /** Returns whether a type is a word of SQL that is a name only in quotes. */
  public static boolean isReserved(int type) {
    return type >= RhoLexer.ALL && type <= RhoLexer.WITH;
  }

  /** Returns whether a type is a word of SQL. */
  public static boolean isSql(int type) {
    return (type >= RhoLexer.ALTER && type <= RhoLexer.VIEW) || isReserved(type);
  }

  /** Returns whether a lexeme of this type can be a name. */
  public static boolean isName(int type) {
    return type == RhoLexer.IDENTIFIER
        || type == RhoLexer.QUOTED_NAME
        || isDsl(type)
        || (isSql(type) && !isReserved(type));
  }
}
