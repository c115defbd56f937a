package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/** Every character of rendered SQL knows where in the user's text it comes from. */
class SqlRenderingTest {
  private static final String ISLAND = "CORRELATE MODELS a,\n b ON pile";

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "FROM " + ISLAND,
            "JOIN " + ISLAND + " x ON x.a = 1",
            "WHERE x IN (" + ISLAND + ")",
            "UNION ALL " + ISLAND,
            "SELECT 'é😀' \"q\", 1.5 /* c */ -- d\n",
            "WHERE rho > 0.5 AND layer = 3",
            "ORDER BY\r\n rho")
        .list()
        .ofMaxSize(8);
  }

  @Property(tries = 300)
  void mapsEveryCharacterBack(
      @ForAll("pieces") List<String> pieces, @ForAll @IntRange(max = 40) int length) {
    String script = "SELECT 0;\n SELECT 1 " + String.join(" ", pieces) + " ;SELECT 2";
    SqlText sql = sql(script);
    String replacement = "#".repeat(length);
    SqlRendering rendering = SqlRendering.of(sql, island -> replacement);
    List<Position> islands = new ArrayList<>();
    sql.islands().forEach(island -> islands.add(island.island().position()));
    assertThat(islands).hasSize((script.split("CORRELATE", -1).length - 1));
    int offset = 0;
    int next = 0;
    for (int at = sql.position().start(); at < sql.position().end(); ) {
      if (next < islands.size() && islands.get(next).start() == at) {
        for (int i = 0; i < length; i++) {
          assertThat(rendering.toSource(offset++)).isEqualTo(islands.get(next));
        }
        at = islands.get(next++).end();
        continue;
      }
      Position source = rendering.toSource(offset);
      assertThat(rendering.text().charAt(offset++)).isEqualTo(script.charAt(at));
      assertThat(source.start()).isEqualTo(at);
      assertThat(source).isEqualTo(Position.of(script, at, source.end()));
      assertThat(source.end()).isGreaterThan(at);
      at++;
    }
    assertThat(rendering.text()).hasSize(offset);
    assertThat(rendering.toSource(offset).start()).isEqualTo(sql.position().end());
    assertThat(rendering.toSource(offset + 100)).isEqualTo(rendering.toSource(offset));
  }

  @Property
  void leavesSqlWithoutIslandsAsItIs(@ForAll("pieces") List<String> pieces) {
    String script = "SELECT " + String.join(" ", pieces).replace(ISLAND, "t");
    SqlRendering rendering = SqlRendering.of(sql(script), island -> "never");
    assertThat(rendering.text()).isEqualTo(QueryParser.split(script).get(0).text());
  }

  private static SqlText sql(String script) {
    List<StatementText> statements = QueryParser.split(script);
    StatementText statement = statements.get(statements.size() > 1 ? 1 : 0);
    return ((Statement.Sql) QueryParser.parse(statement)).sql();
  }

  @Test
  void pointsAtTheRestOfTheLexeme() {
    SqlText sql = sql("SELECT layer FROM PERSIST (FROM u) p WHERE layr = 'x y'");
    SqlRendering rendering = SqlRendering.of(sql, island -> "persist(plan := 17)");
    assertThat(rendering.text())
        .isEqualTo("SELECT layer FROM persist(plan := 17) p WHERE layr = 'x y'");
    assertThat(rendering.toSource(rendering.text().indexOf("layr")))
        .isEqualTo(new Position(43, 47, 1, 44));
    assertThat(rendering.toSource(rendering.text().indexOf("'x y'")))
        .isEqualTo(new Position(50, 55, 1, 51));
    assertThat(rendering.toSource(rendering.text().indexOf(":=")))
        .isEqualTo(new Position(18, 34, 1, 19));
  }

  @Test
  void rendersInputOfRelationOnItsOwn() {
    SqlText sql = sql("PERSIST (SELECT * FROM (CORRELATE MODELS a, b ON c) x)");
    SqlText input = ((org.rhodb.grammar.tree.Island.Persist) sql.islands().get(0).island()).input();
    SqlRendering rendering = SqlRendering.of(input, island -> "SELECT 1");
    assertThat(rendering.text()).isEqualTo("SELECT * FROM (SELECT 1) x");
    assertThat(rendering.toSource(25)).isEqualTo(new Position(52, 53, 1, 53));
  }
}
