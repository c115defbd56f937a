package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rhodb.engine.store.StoreSessionTest.rows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.Position;

class SqlErrorsTest {
  private static Store store;
  private static StoreSession session;

  @BeforeAll
  static void open() {
    store = Store.open(Path.of("unused"), new StoreOptions(false, false, 128L << 20, 2, true));
    session = store.openSession();
    rows(session, "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR)");
    rows(session, "CREATE VIEW v AS SELECT id FROM t");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static QueryException failure(String sql) {
    return catchThrowableOfType(QueryException.class, () -> rows(session, sql));
  }

  /** The place in the text is marked by guillemets; without them none is expected. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          S105 | «selec» 1                          | syntax error at or near 'selec' |
          S105 | SELECT 1 FROM «WHERE»              | syntax error at or near 'WHERE' |
          S105 | SELECT «»'abc                      | unterminated string literal |
          A203 | SELECT * FROM «tt»                 | unknown table 'tt' | did you mean 't'?
          A203 | SELECT «idd» FROM t                | unknown column 'idd' | did you mean 'id'?
          A203 | SELECT 'é€😀', «idd» FROM t        | unknown column 'idd' | did you mean 'id'?
          A203 | SELECT «x.idd» FROM t x            | table 'x' does not have a column named 'idd' | did you mean 'id'?
          A203 | SELECT «lenth('a')»                | unknown function 'lenth' | did you mean 'length'?
          A203 | SELECT * FROM «nofn(1)»            | unknown function 'nofn' |
          A203 | DROP TABLE nix                     | unknown table 'nix' |
          A205 | CREATE TABLE t (i INTEGER)         | table with name 't' already exists | OR REPLACE or IF NOT EXISTS say what is meant
          A206 | SET nosuch = 1                     | unknown setting 'nosuch' |
          A208 | SELECT «CAST('x' AS INTEGER)»      | could not convert string 'x' to INT32 |
          A208 | SELECT «id», count(*) FROM t       | column 'id' must appear in the GROUP BY clause or must be part of an aggregate function |
          A208 | INSERT INTO t VALUES (1, 'a'), (1, 'b') | PRIMARY KEY or UNIQUE constraint violation: duplicate key '1' |
          A208 | SELECT error('boom')               | boom |
          X401 | SELECT * FROM «read_parquet('/nonexistent/x')» | no files found that match the pattern '/nonexistent/x' |
          R505 | COPY (SELECT 1) TO '/nonexistent/x.csv' | cannot open file '/nonexistent/x.csv': No such file or directory |
          """)
  void translates(String code, String marked, String message, String hint) {
    String sql = marked.replace("«", "").replace("»", "");
    QueryException error = failure(sql);
    assertThat(error.code().name() + " " + error.getMessage()).isEqualTo(code + " " + message);
    if (hint != null) {
      assertThat(error.hint()).isEqualTo(hint);
    }
    int start = marked.indexOf('«');
    int end = marked.indexOf('»') - 1;
    assertThat(error.position())
        .isEqualTo(start < 0 ? Optional.empty() : Optional.of(Position.of(sql, start, end)));
    assertThat(rows(session, "SELECT 1")).hasSize(1);
  }

  @Test
  void pointsIntoTheUsersOwnTextThroughTheMap() {
    String sql = "SELECT idd FROM t";
    String users = "x;\nSELECT idd FROM t";
    QueryException error =
        catchThrowableOfType(
            QueryException.class,
            () ->
                session.execute(
                    new SqlRequest(
                        sql,
                        List.of(),
                        (start, end) -> Optional.of(Position.of(users, start + 3, end + 3)),
                        TimeLimit.NONE)));
    assertThat(error.position()).contains(new Position(10, 13, 2, 8));
  }

  @Test
  void pointsNowhereWhereTheFaultLiesInAView() {
    rows(session, "CREATE TABLE gone (i INTEGER)");
    rows(session, "CREATE VIEW broken AS SELECT i FROM gone");
    rows(session, "DROP TABLE gone");
    QueryException error = failure("SELECT * FROM broken WHERE i = 1 AND i = 2 AND i = 3");
    assertThat(error.code()).isEqualTo(ErrorCode.A203);
    assertThat(error.position()).isEmpty();
  }

  @Test
  void saysWhatHelpsWhenMemoryIsShort() {
    QueryException error = failure("SELECT array_agg(i) FROM range(200000000) t(i)");
    assertThat(error.code()).isEqualTo(ErrorCode.R501);
    assertThat(error.hint()).contains("memory_limit");
    assertThat(error.getMessage()).doesNotContain("\n");
  }

  @Test
  void namesTheCandidatesOfACallThatFitsNone() {
    QueryException error = failure("SELECT length(1, 2, 3)");
    assertThat(error.code()).isEqualTo(ErrorCode.A208);
    assertThat(error.hint()).startsWith("there are: length(string VARCHAR) -> BIGINT; ");
  }

  @Test
  void refusesNothingAtAll() {
    assertThat(failure("").code()).isEqualTo(ErrorCode.S101);
    assertThat(failure("-- nothing").code()).isEqualTo(ErrorCode.S101);
  }

  @Test
  void staysOneSentenceWhenExtensionsAreMissing() {
    QueryException error = failure("SELECT * FROM read_csv('http://localhost/x')");
    assertThat(error.code()).isEqualTo(ErrorCode.U305);
    assertThat(error.getMessage()).doesNotContain("\n").contains("httpfs");
  }

  @Test
  void survivesTextThatOnlyLooksLikeAFailureOfOurs() {
    assertThat(failure("SELECT error('rhodb-failure:1;')").code()).isEqualTo(ErrorCode.A208);
  }
}
