package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/** Whatever the words and their order, reading gives a statement or a syntax error in the text. */
class SoupTest {
  private static final List<String> SIGNS =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          ",",
          ";",
          ".",
          "@",
          "=",
          "-",
          "+",
          "::",
          ":",
          "?",
          "$1",
          "$$",
          "$t$",
          "'",
          "''",
          "\"",
          "/*",
          "*/",
          "--",
          "\n",
          "\r\n",
          "\0",
          "\uD83D",
          "é",
          "\uFEFF",
          "a",
          "b",
          "pile",
          "1",
          "0.5",
          "400000",
          "'x'",
          "\"y\"",
          "E'\\''",
          "CORELATE",
          "NEURON",
          "(SELECT 1)",
          "MODELS a, b ON pile");

  private static final List<String> STARTS =
      List.of(
          "CORRELATE MODELS a, b ",
          "SELECT * FROM UNIVERSAL NEURONS OF MODELS a ",
          "PERSIST (SELECT * FROM ",
          "ABLATE (FROM u) ",
          "SELECT * FROM t JOIN ACTIVATIONS OF MODEL a ",
          "INGEST ACTIVATIONS OF ALL MODELS ",
          "CREATE MODEL a FROM 'x' ",
          "CREATE CORPUS a FROM 'x' WITH (",
          "SET x = ",
          "EXPLAIN ",
          "INSERT INTO u ",
          "WITH u AS (",
          "");

  @Provide
  Arbitrary<String> soup() {
    List<String> words =
        Stream.of(
                QueryParser.dslWords(),
                QueryParser.dslWords(),
                QueryParser.keywords(),
                SIGNS,
                SIGNS)
            .flatMap(List::stream)
            .toList();
    Arbitrary<String> rest =
        Arbitraries.of(words)
            .list()
            .ofMaxSize(20)
            .flatMap(
                list -> Arbitraries.of(" ", "", "\n").map(between -> String.join(between, list)));
    return Arbitraries.of(STARTS).flatMap(start -> rest.map(end -> start + end));
  }

  @Property(tries = 1500)
  void givesStatementOrSyntaxError(@ForAll("soup") String script) {
    int at = 0;
    for (StatementText statement : QueryParser.split(script)) {
      assertThat(statement.start()).isGreaterThanOrEqualTo(at);
      at = statement.end();
      assertThat(statement.position())
          .isEqualTo(Position.of(script, statement.start(), statement.end()));
      checkParse(script, statement);
    }
    LexemesTest.assertCovers(script);
    assertThat(QueryParser.isComplete(script + " -- x\n;")).isIn(true, false);
  }

  private static void checkParse(String script, StatementText statement) {
    try {
      Statement parsed = QueryParser.parse(statement);
      assertThat(parsed.position()).isEqualTo(statement.position());
      if (parsed instanceof Statement.Sql sql) {
        checkIslands(script, sql.sql());
      }
    } catch (SyntaxException e) {
      Position at = e.position();
      assertThat(at).isEqualTo(Position.of(script, at.start(), at.end()));
      if (at.start() < statement.start() || at.end() > statement.end()) {
        fail("error outside the statement: " + at + " of " + statement);
      }
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
    }
  }

  private static void checkIslands(String script, SqlText sql) {
    int at = sql.position().start();
    for (SqlText.PlacedIsland placed : sql.islands()) {
      Position position = placed.island().position();
      assertThat(position).isEqualTo(Position.of(script, position.start(), position.end()));
      assertThat(position.start()).isGreaterThanOrEqualTo(at);
      at = position.end();
    }
    assertThat(at).isLessThanOrEqualTo(sql.position().end());
  }
}
