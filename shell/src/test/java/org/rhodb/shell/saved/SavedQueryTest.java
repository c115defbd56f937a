package org.rhodb.shell.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.chart.ChartKind;

class SavedQueryTest {
  private static final String WHOLE =
      """
      /*---
      title: Counts
      question: How many?
      source: nobody
      about: >-
        two lines
        of text
      engine: 0.1.0
      models:
        a: {50: 252f4472, 2000: 274a83e5}
        b: any
      corpus: {name: pile, sha256: 716315244c4f}
      seed: 7
      parameters:
        rho: {type: double, default: 0.5, about: threshold}
        word: {type: text, default: "it's $rho"}
      expect:
        rows: {min: 1, max: 3}
        columns: [n, m]
        tolerance: {m: 1e-3}
      chart:
        kind: lines
        x: n
        y: [m]
      ---*/
      SELECT 1 AS n, $rho AS m WHERE 'a' <> $word AND $seed > 0 AND $rho < 1;
      """;

  @Test
  void readsEverythingTheFrontMatterSays() {
    SavedQuery query = SavedQuery.of("counts", WHOLE);
    FrontMatter header = query.header();
    assertThat(header.title()).isEqualTo("Counts");
    assertThat(header.about()).isEqualTo("two lines of text");
    assertThat(header.models()).extracting(ModelPin::name).containsExactly("a", "b");
    assertThat(header.models().get(0).weights())
        .isEqualTo(Map.of(50L, "252f4472", 2000L, "274a83e5"));
    assertThat(header.corpus()).hasValueSatisfying(c -> assertThat(c.sha256()).hasSize(12));
    assertThat(header.seed()).contains(7L);
    assertThat(header.expectations().minRows()).isEqualTo(1);
    assertThat(header.expectations().tolerance("m")).isEqualTo(1e-3);
    assertThat(header.expectations().tolerance("n")).isZero();
    assertThat(header.chart())
        .hasValueSatisfying(c -> assertThat(c.kind()).isEqualTo(ChartKind.LINES));
    assertThat(query.statements()).hasSize(1);
    assertThat(QueryCheck.syntax(query, "0.1.0")).isEmpty();
  }

  @Test
  void givesValuesTheirTypesAndLeavesTheTextAlone() {
    SavedQuery query = SavedQuery.of("counts", WHOLE);
    BoundQuery bound = BoundQuery.of(query, Map.of("rho", "0.25", "word", "'; DROP TABLE t; --"));
    assertThat(bound.values())
        .isEqualTo(Map.of("rho", 0.25, "word", "'; DROP TABLE t; --", "seed", 7L));
    assertThat(bound.statements().get(0).text()).isEqualTo(query.statements().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: Counts|titel: Counts|1:6|unknown key 'titel' in the front matter",
        "corpus: {name: pile, sha256: 716315244c4f}|corpus: {name: pile, sha: a}|1:22|unknown key 'sha' in corpus",
        "rows: {min: 1, max: 3}|rows: {min: 5, max: 3}|1:9|rows: no number of rows is between 5 and 3",
        "engine: 0.1.0|engine: new|1:9|engine: takes a version such as 0.1.0; found 'new'",
        "seed: 7|seed: seven|1:7|seed: takes a whole number; found 'seven'",
        "seed: 7|title: Again|1:1|'title' stands twice in the front matter",
        "type: double, default: 0.5|type: double, default: half|1:32|default: parameter 'rho' takes a number; found 'half'",
        "type: double|type: decimal|1:15|type: takes integer, double, text, boolean; found 'decimal'",
        "kind: lines|kind: line|1:9|unknown kind of chart 'line'",
        "y: [m]|z: [m]|1:3|unknown key 'z' in chart",
        "tolerance: {m: 1e-3}|tolerance: {k: 1e-3}|1:15|unknown key 'k' in tolerance",
        "a: {50: 252f4472, 2000: 274a83e5}|a: {50: xyz}|1:11|50: takes 8 to 64 hexadecimal digits",
        "seed: 7|seed: [7|2:11|the front matter is not YAML",
        "$seed > 0|$side > 0|0:0|the front matter has no parameter 'side'",
        "$seed > 0|$1 > 0|0:0|a saved query names its parameters",
        "< $word|< 'b'|0:0|parameter 'word' is not used"
      })
  void pointsAtWhatIsWrong(String found, String replaced, String place, String message) {
    String text = WHOLE.replace("<> $word", "< $word");
    int line = text.substring(0, text.indexOf(found)).split("\n", -1).length;
    assertThat(text).contains(found);
    assertThatThrownBy(
            () -> BoundQuery.of(SavedQuery.of("q", text.replace(found, replaced)), Map.of()))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.getMessage()).contains(message);
              assertThat(e.position()).isPresent();
              if (place.startsWith("1:")) {
                assertThat(e.position().orElseThrow().line()).isEqualTo(line);
              }
            });
  }

  @Test
  void suggestsTheKeyThatWasMeant() {
    assertThatThrownBy(() -> SavedQuery.of("q", WHOLE.replace("question:", "qestion:")))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.S106);
              assertThat(e.hint()).startsWith("did you mean 'question'?");
              assertThat(e.position().orElseThrow().line()).isEqualTo(3);
              assertThat(e.position().orElseThrow().column()).isEqualTo(1);
            });
  }

  @Test
  void countsColumnsBehindCharactersBeyondThePlaneInUtf16() {
    String text = WHOLE.replace("question: How many?", "question: {\"😀😀\": x}");
    assertThatThrownBy(() -> SavedQuery.of("q", text))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.position().orElseThrow().column()).isEqualTo(11));
    String later = WHOLE.replace("seed: 7", "seed: {\"😀😀\": 7, x: *none}");
    assertThatThrownBy(() -> SavedQuery.of("q", later))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.position().orElseThrow().column()).isEqualTo(22));
  }

  @ParameterizedTest
  @CsvSource({"''", "SELECT 1", "/*--- title: a", "/*------*/", "/*--- 7 ---*/ SELECT 1"})
  void refusesAFileWithoutFrontMatter(String text) {
    assertThatThrownBy(() -> SavedQuery.of("q", text))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.S106));
  }

  @Test
  void refusesParametersThatDoNotExistOrDoNotFit() {
    SavedQuery query = SavedQuery.of("counts", WHOLE);
    assertThatThrownBy(() -> BoundQuery.of(query, Map.of("roh", "1")))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.hint()).contains("did you mean 'rho'?"));
    for (String value : List.of("NaN", "Infinity", "", "0.5; DROP TABLE t")) {
      assertThatThrownBy(() -> BoundQuery.of(query, Map.of("rho", value)))
          .hasMessageContaining("takes a number");
    }
    SavedQuery bare = SavedQuery.of("q", WHOLE.replace("default: 0.5, ", ""));
    assertThatThrownBy(() -> BoundQuery.of(bare, Map.of())).hasMessageContaining("has no default");
    assertThat(QueryCheck.syntax(bare, "0.1.0")).isEmpty();
  }

  @Test
  void refusesAnOlderEngine() {
    SavedQuery query = SavedQuery.of("counts", WHOLE.replace("engine: 0.1.0", "engine: 0.10"));
    assertThat(QueryCheck.syntax(query, "0.9.3"))
        .singleElement()
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.A213));
    assertThat(QueryCheck.syntax(query, "0.10.0")).isEmpty();
    assertThat(QueryCheck.syntax(query, "1.0.0")).isEmpty();
  }

  @Test
  void reportsTheSyntaxErrorOfAStatementAtItsPlaceInTheFile() {
    SavedQuery query = SavedQuery.of("q", WHOLE.replace("SELECT 1 AS n", "CORRELATE MODELS"));
    assertThat(QueryCheck.syntax(query, "0.1.0"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.S101);
              assertThat(e.position().orElseThrow().line()).isEqualTo(26);
            });
  }
}
