package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.grammar.ParameterValues.Wanted;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Checkpoints;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/** A placeholder stands for a value, wherever a clause takes one. */
class ParametersTest {
  private static StatementText text(String statement) {
    return QueryParser.split(statement).get(0);
  }

  private static Statement parse(String statement, @Nullable Object... values) {
    return QueryParser.parse(
        text(statement), (parameter, wanted) -> values[parameter.number() - 1]);
  }

  private static SqlText sql(String statement, @Nullable Object... values) {
    return ((Statement.Sql) parse(statement, values)).sql();
  }

  private static Island island(String statement, @Nullable Object... values) {
    return sql(statement, values).islands().get(0).island();
  }

  @Test
  void standsForEveryNumberOfARelation() {
    Island.Universal universal =
        (Island.Universal)
            island(
                "UNIVERSAL NEURONS OF MODELS a, b@? ON c AT CHECKPOINTS (?, 200, ?)"
                    + " BASELINE ORTHOGONAL DRAWS ? SEED ? WHERE excess > ?",
                50L,
                (short) 100,
                new BigDecimal("300"),
                3,
                -7);
    assertThat(universal.checkpoints())
        .extracting(steps -> ((Checkpoints.Steps) steps).steps().stream().map(Literal::value))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.stream(Object.class))
        .containsExactly(100L, 200L, 300L);
    assertThat(universal.baselines().get(0).draws()).isEqualTo(3);
    assertThat(universal.baselines().get(0).seed()).isEqualTo(-7);
    Island.Ablate ablate =
        (Island.Ablate)
            island(
                "ABLATE (SELECT * FROM u WHERE rho > ?) ON c USING ? VERSUS RANDOM ? DRAWS SEED ?",
                0.5,
                -0.25f,
                20,
                1);
    assertThat(ablate.ablation()).isEqualTo(new Ablation.Fixed(-0.25));
    assertThat(ablate.control().draws()).isEqualTo(20);
    assertThat(ablate.input().parameters()).extracting(Parameter::number).containsExactly(1);
  }

  @Test
  void standsForTextsAndOptionsOfTheCatalog() {
    Statement.CreateCorpus corpus =
        (Statement.CreateCorpus)
            parse("CREATE CORPUS c FROM ? WITH (tokens = ?, bos = ?)", "x'y", 10, true);
    assertThat(corpus.source().value()).isEqualTo("x'y");
    assertThat(corpus.options().values()).extracting(Literal::value).containsExactly(10L, true);
    Statement.Ingest ingest =
        (Statement.Ingest) parse("INGEST ACTIVATIONS OF MODEL a ON c LAYERS ? TO ?", 0, 3);
    assertThat(ingest.layers()).extracting(Literal::value).isEqualTo(List.<Object>of(0L, 3L));
  }

  @Test
  void leavesThoseOfSqlInTheText() {
    SqlText sql =
        sql(
            "SELECT ?, x FROM (CORRELATE MODELS a, b ON c AT CHECKPOINT ?) WHERE rho > ? LIMIT ?1",
            null,
            5,
            0.8);
    assertThat(sql.parameters()).extracting(Parameter::number).containsExactly(1, 3, 1);
    SqlRendering rendering = SqlRendering.of(sql, island -> "t");
    assertThat(rendering.text()).isEqualTo("SELECT $1, x FROM (t) WHERE rho > $2 LIMIT $1");
    assertThat(rendering.parameters()).extracting(Parameter::number).containsExactly(1, 3);
    assertThat(rendering.toSource(rendering.text().indexOf("$2")))
        .isEqualTo(sql.parameters().get(1).position());
    assertThat(rendering.toSource(rendering.text().indexOf("LIMIT")).start())
        .isEqualTo(sql.script().indexOf("LIMIT"));
  }

  @Test
  void tellsWhatIsWanted() {
    List<String> wanted = new ArrayList<>();
    QueryParser.parse(
        text("ABLATE (FROM u) ON c USING $by VERSUS RANDOM $n DRAWS SEED $seed"),
        (parameter, kind) -> {
          wanted.add(parameter.label() + " " + kind);
          return kind == Wanted.NUMBER ? (Object) 0.5 : (Object) 1;
        });
    assertThat(wanted)
        .containsExactlyInAnyOrder("$by NUMBER", "$n WHOLE_NUMBER", "$seed WHOLE_NUMBER");
  }

  @Test
  void numbersThemAsTheyStand() {
    assertThat(QueryParser.parameters(text("SELECT ?, ?3, ?, $2, '?', \"?\" -- ?\n /* $1 */")))
        .extracting(Parameter::number)
        .containsExactly(1, 3, 4, 2);
    assertThat(QueryParser.parameters(text("SELECT $b, $a, $B")))
        .extracting(Parameter::label)
        .containsExactly("$b", "$a", "$B");
    assertThat(QueryParser.parameters(text("SELECT $b, $a, $B")))
        .extracting(Parameter::number)
        .containsExactly(1, 2, 1);
    assertThat(QueryParser.parameters(text("PREPARE p AS SELECT ?"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PREPARE p AS CORRELATE MODELS a, b ON c AT CHECKPOINT ?|55",
        "PREPARE p AS SELECT * FROM (ABLATE (FROM u) ON c USING $by)|56",
        "PREPARE p AS PERSIST (SELECT * FROM u WHERE excess > ?)|54"
      })
  void refusesThemInARelationThatPrepareKeeps(String statement, int column) {
    SyntaxException error =
        catchThrowableOfType(SyntaxException.class, () -> QueryParser.parse(text(statement)));
    assertThat(error.position().column()).isEqualTo(column);
    assertThat(error.kind()).isEqualTo(SyntaxException.Kind.UNFIT_VALUE);
    assertThat(error).hasMessageContaining("PREPARE keeps a relation as it is written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CORRELATE MODELS ?, b ON c|18|the name of a model",
        "CORRELATE MODELS a, b ON ?|26|the name of a corpus",
        "UNIVERSAL NEURONS OF MODELS a, b ON c REFERENCE ?|49|the name of a model",
        "UNIVERSAL NEURONS OF MODELS a, b ON c BASELINE ?|48|GAUSSIAN",
        "DROP MODEL ?|12|a name",
        "INGEST ACTIVATIONS OF MODEL a ON c AS ?|39|FLOAT16"
      })
  void refusesThemWhereANameOrWordStands(String statement, int column, String expected) {
    SyntaxException error =
        catchThrowableOfType(SyntaxException.class, () -> parse(statement, "x"));
    assertThat(error.position().column()).isEqualTo(column);
    assertThat(error).hasMessageContaining(expected).hasMessageContaining("found '?'");
    assertThat(error.hint()).contains("a parameter stands for a number or a text");
  }

  @Test
  void refusesValuesThatDoNotFit() {
    String statement = "CORRELATE MODELS a, b ON c AT CHECKPOINT ?";
    for (Object value : Arrays.asList("400000", 0.5, Double.NaN, true, null, 1e300, -1)) {
      SyntaxException error =
          catchThrowableOfType(SyntaxException.class, () -> parse(statement, value));
      assertThat(error.kind()).isEqualTo(SyntaxException.Kind.UNFIT_VALUE);
      assertThat(error.position()).isEqualTo(new Position(41, 42, 1, 42));
      assertThat(error).hasMessageContaining("whole number").hasMessageContaining("found");
    }
    assertThat(
            catchThrowableOfType(
                SyntaxException.class,
                () -> parse("UNIVERSAL NEURONS OF MODELS a, b ON c BASELINE GAUSSIAN DRAWS ?", 0)))
        .hasMessageContaining("from 1");
  }

  @Test
  void refusesAReplacementThatFloat32DoesNotHold() {
    String statement = "ABLATE (FROM u) ON c USING ";
    for (String written : List.of("1e39", "-1e300")) {
      SyntaxException error =
          catchThrowableOfType(SyntaxException.class, () -> parse(statement + written));
      assertThat(error).hasMessageContaining("float32").hasMessageContaining("3.4e38");
      assertThat(error.position().column()).isEqualTo(statement.length() + 1);
    }
    assertThat(
            catchThrowableOfType(
                SyntaxException.class, () -> parse(statement + "?", Double.valueOf(1e300))))
        .returns(SyntaxException.Kind.UNFIT_VALUE, SyntaxException::kind)
        .hasMessageContaining("float32");
    assertThatCode(() -> parse(statement + "-3.4e38")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT ?, $a", "SELECT $a, ?", "SELECT $1, $a", "SELECT ?0, ?99999"})
  void refusesNumbersBesideNames(String statement) {
    assertThat(catchThrowableOfType(SyntaxException.class, () -> parse(statement, 1))).isNotNull();
  }

  @Test
  void refusesToReadARelationWithoutValues() {
    SyntaxException error =
        catchThrowableOfType(
            SyntaxException.class, () -> QueryParser.parse("CORRELATE MODELS a, b@? ON c"));
    assertThat(error).hasMessage("parameter ?1 has no value");
    assertThat(error.position().column()).isEqualTo(23);
  }
}
