package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/** Relations are found wherever a table or a query may stand, and nowhere else. */
class RelationsTest {

  static Stream<Blocks.Block> sql() {
    return Blocks.of("relations.txt");
  }

  @ParameterizedTest
  @MethodSource("sql")
  void findsRelationsAndNothingElse(Blocks.Block block) {
    String script = block.script();
    assertThat(describe(script, QueryParser.parse(script))).isEqualTo(block.expected());
  }

  private static List<String> describe(String script, Statement statement) {
    if (statement instanceof Statement.Explain explain) {
      return describe(script, explain.statement());
    }
    if (statement instanceof Statement.Sql sql) {
      List<String> islands = islands(script, sql.sql());
      return sql.persistsText()
          ? Stream.concat(Stream.of("KEPT"), islands.stream()).toList()
          : islands;
    }
    return List.of(statement.getClass().getSimpleName());
  }

  private static List<String> islands(String script, SqlText sql) {
    return sql.islands().stream()
        .map(
            placed -> {
              Position at = placed.island().position();
              String relation = script.substring(at.start(), at.end());
              return placed.place() + " " + relation.replace("\n", "\\n");
            })
        .toList();
  }
}
