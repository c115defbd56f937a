package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rhodb.grammar.tree.Statement;

/**
 * Large and deep texts are read without deep stacks and in linear time: quadratic time would take
 * minutes where the limit is 30 seconds.
 */
@Timeout(30)
class LargeTextTest {

  private static int islands(String text) {
    return ((Statement.Sql) QueryParser.parse(text)).sql().islands().size();
  }

  @Test
  void readsTenThousandNestedParentheses() {
    assertThat(islands("SELECT " + "(".repeat(10_000) + "1" + ")".repeat(10_000))).isZero();
    String text = "(".repeat(10_000) + "CORRELATE MODELS a, b ON c" + ")".repeat(10_000);
    assertThat(islands(text)).isOne();
  }

  @Test
  void readsHundredThousandTerms() {
    assertThat(islands("SELECT 1 WHERE x = 1" + " OR x = 2".repeat(100_000))).isZero();
  }

  @Test
  void readsTenMegabytes() {
    assertThat(islands("SELECT '" + "0123456789".repeat(1_000_000) + "'")).isZero();
    assertThat(islands("SELECT '" + "漢字かな混じり文です。".repeat(200_000) + "'")).isZero();
    assertThat(islands("SELECT a" + ", layer AS models".repeat(300_000))).isZero();
  }

  @Test
  void readsDeeplyNestedComments() {
    assertThat(islands("SELECT 1 " + "/*".repeat(300_000) + "*/".repeat(300_000))).isZero();
    assertThatThrownBy(() -> islands("SELECT 1 " + "/*".repeat(300_000)))
        .isInstanceOf(SyntaxException.class);
  }

  @Test
  void readsManyRelations() {
    String union = " UNION ALL PERSIST (SELECT * FROM u) BY LAYER";
    assertThat(islands("SELECT 1" + union.repeat(5_000))).isEqualTo(5_000);
    assertThat(islands("CORRELATE MODELS a" + ", b@5".repeat(20_000) + " ON pile")).isOne();
  }

  @Test
  void readsManyStatements() {
    List<StatementText> statements = QueryParser.split("SELECT 1;\n".repeat(100_000));
    assertThat(statements).hasSize(100_000);
    assertThat(statements.get(99_999).line()).isEqualTo(100_000);
    statements.forEach(QueryParser::parse);
  }

  @Test
  void takesCallsOfFunctionNamedLikeRelationForCalls() {
    assertThat(islands("SELECT " + "persist(".repeat(200_000) + ")".repeat(200_000))).isZero();
    assertThat(islands("SELECT * FROM " + "persist((".repeat(200_000))).isZero();
  }

  @Test
  void nestsInputs32Deep() {
    assertThat(islands(nested(32))).isOne();
    assertThatThrownBy(() -> islands(nested(33)))
        .isInstanceOfSatisfying(
            SyntaxException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(SyntaxException.Kind.TOO_LARGE);
              assertThat(e.position().column()).isEqualTo(33 * "PERSIST (".length() + 1);
            });
  }

  private static String nested(int depth) {
    return "PERSIST (".repeat(depth) + "SELECT 1" + ")".repeat(depth);
  }

  @Test
  void refusesStatementsBeyondItsLimit() {
    assertThatThrownBy(() -> islands("SELECT '" + " ".repeat(1 << 24) + "'"))
        .isInstanceOfSatisfying(
            SyntaxException.class,
            e -> assertThat(e.kind()).isEqualTo(SyntaxException.Kind.TOO_LARGE));
  }
}
