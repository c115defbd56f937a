package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The names of WITH are found wherever it stands, and nothing else is taken for one. */
class CommonTablesTest {

  private static List<String> names(String statement) {
    return QueryParser.commonTables(QueryParser.split(statement).get(0));
  }

  @Test
  void findsEveryNameOfWith() {
    assertThat(names("WITH a AS (SELECT 1), b(x, \"y)\") AS (SELECT 2) SELECT 3"))
        .containsExactly("a", "b");
    assertThat(
            names(
                "WITH RECURSIVE \"a \"\"b\" AS MATERIALIZED (WITH models AS NOT MATERIALIZED"
                    + " (CORRELATE MODELS x, y ON c) SELECT 1) SELECT (WITH d AS (SELECT 1) FROM d)"))
        .containsExactly("a \"b", "models", "d");
  }

  @Test
  void takesNothingElseForOne() {
    assertThat(names("SELECT 1 AS (a), b AS c, cast(d AS int), f(x) AS g FROM (SELECT 1) AS h (i)"))
        .isEmpty();
    assertThat(names("CREATE TABLE t AS (SELECT 'WITH u AS (' AS v)")).isEmpty();
    assertThat(names(") AS (")).isEmpty();
    assertThat(names("AS (")).isEmpty();
  }
}
