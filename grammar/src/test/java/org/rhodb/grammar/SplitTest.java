package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts fall apart at the semicolons that are SQL, and only there. */
class SplitTest {

  private static String[] split(String script) {
    return QueryParser.split(script).stream().map(StatementText::text).toArray(String[]::new);
  }

  @Test
  void splitsOutsideTextOnly() {
    assertThat(split("a';''b;' ; \"c;\"\";\" ; e")).containsExactly("a';''b;'", "\"c;\"\";\"", "e");
    assertThat(split("$$a;$$; $t$b;$$;$tt$;$t$ ; $1;$x;?"))
        .containsExactly("$$a;$$", "$t$b;$$;$tt$;$t$", "$1", "$x", "?");
    assertThat(split("E'a\\';' ; 'b\\' ; e'c'';'")).containsExactly("E'a\\';'", "'b\\'", "e'c'';'");
    assertThat(split("a /* ; /* ; */ ; */ b -- ;\r; c -- ;\n ; /* d; */ ;; --e;"))
        .containsExactly("a /* ; /* ; */ ; */ b", "c");
    assertThat(split("größe$a;漢字;😀")).containsExactly("größe$a", "漢字", "😀");
  }

  @Test
  void leavesWhatIsNeverClosedToTheLastStatement() {
    assertThat(split("a; 'b; c")).containsExactly("a", "'b; c");
    assertThat(split("a; /* b; c")).containsExactly("a", "/* b; c");
    assertThat(split("a; $t$ b; $")).containsExactly("a", "$t$ b; $");
  }

  @Test
  void knowsWhereEachStatementStands() {
    StatementText second = QueryParser.split("\uFEFFSELECT 1;\r\n\r\n  SELECT 2 ;\r\n").get(1);
    assertThat(second.position()).isEqualTo(new Position(16, 24, 3, 3));
    assertThat(new StatementText(second.script(), 16, 24)).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n",
        "-- a",
        "/* a */",
        "SELECT 1;",
        "SELECT 1; -- a",
        "';';",
        "SELECT 1;\t"
      })
  void isCompleteAtSemicolonOrEmpty(String input) {
    assertThat(QueryParser.isComplete(input)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 1", "SELECT ';", "SELECT \";", "/* ;", "SELECT 1 -- ;", "$$;", "a; b"})
  void isNotCompleteInsideStatement(String input) {
    assertThat(QueryParser.isComplete(input)).isFalse();
  }
}
