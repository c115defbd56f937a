package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

class StoreSessionTest {
  private Store store;
  private StoreSession session;

  @BeforeEach
  void open() {
    store =
        Store.open(
            java.nio.file.Path.of("unused"), new StoreOptions(false, false, 256L << 20, 2, true));
    session = store.openSession();
  }

  @AfterEach
  void close() {
    store.close();
  }

  static List<List<Object>> rows(StoreSession session, String sql, Object... parameters) {
    List<List<Object>> rows = new ArrayList<>();
    try (SqlCursor cursor = session.execute(sql, Arrays.asList(parameters))) {
      while (cursor.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < cursor.columns().size(); i++) {
          row.add(cursor.value(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private Object value(String expression, Object... parameters) {
    return rows(session, "SELECT " + expression, parameters).get(0).get(0);
  }

  @Test
  void returnsPlainJavaObjectsOfEveryType() {
    assertThat(value("true")).isEqualTo(true);
    assertThat(value("1::TINYINT")).isEqualTo((byte) 1);
    assertThat(value("-2::SMALLINT")).isEqualTo((short) -2);
    assertThat(value("3")).isEqualTo(3);
    assertThat(value("4::BIGINT")).isEqualTo(4L);
    assertThat(value("255::UTINYINT")).isEqualTo((short) 255);
    assertThat(value("65535::USMALLINT")).isEqualTo(65535);
    assertThat(value("4294967295::UINTEGER")).isEqualTo(4294967295L);
    assertThat(value("18446744073709551615::UBIGINT"))
        .isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(value("-170141183460469231731687303715884105727::HUGEINT"))
        .isEqualTo(new BigInteger("-170141183460469231731687303715884105727"));
    assertThat(value("1.5::FLOAT")).isEqualTo(1.5f);
    assertThat(value("1.5::DOUBLE")).isEqualTo(1.5);
    assertThat(value("1.25::DECIMAL(9,2)")).isEqualTo(new BigDecimal("1.25"));
    assertThat(value("'é' || chr(0) || 'x'")).isEqualTo("é\u0000x");
    assertThat(value("'\\x00\\xFF'::BLOB")).isEqualTo(new byte[] {0, -1});
    assertThat(value("DATE '2020-02-29'")).isEqualTo(LocalDate.of(2020, 2, 29));
    assertThat(value("TIME '10:11:12.123456'")).isEqualTo(LocalTime.of(10, 11, 12, 123_456_000));
    assertThat(value("TIMETZ '10:11:12+02'"))
        .isEqualTo(OffsetTime.of(10, 11, 12, 0, ZoneOffset.ofHours(2)));
    assertThat(value("TIMESTAMP '2020-01-02 03:04:05.678901'"))
        .isEqualTo(LocalDateTime.of(2020, 1, 2, 3, 4, 5, 678_901_000));
    assertThat(((OffsetDateTime) value("TIMESTAMPTZ '2020-01-02 03:04:05+02'")).toInstant())
        .isEqualTo(OffsetDateTime.parse("2020-01-02T03:04:05+02:00").toInstant());
    assertThat(value("'00000000-0000-0000-0000-000000000001'::UUID")).isEqualTo(new UUID(0, 1));
    assertThat(value("'a'::ENUM('a', 'b')")).isEqualTo("a");
    assertThat(value("'{\"a\":1}'::JSON")).isEqualTo("{\"a\":1}");
    assertThat(value("[1, NULL, 3]")).isEqualTo(Arrays.asList(1, null, 3));
    assertThat(value("[[1], [2, 3]]")).isEqualTo(List.of(List.of(1), List.of(2, 3)));
    assertThat(value("{'a': 1, 'b': [DATE '2020-01-01']}"))
        .isEqualTo(Map.of("a", 1, "b", List.of(LocalDate.of(2020, 1, 1))));
    assertThat(value("MAP {'a': 1.5::DOUBLE}")).isEqualTo(Map.of("a", 1.5));
    assertThat(value("INTERVAL 3 DAYS")).isEqualTo("3 days");
    assertThat(value("NULL")).isNull();
    assertThat(value("NULL::INTEGER")).isNull();
  }

  @Test
  void takesParametersOfEveryKind() {
    assertThat(value("?", "x")).isEqualTo("x");
    assertThat(value("?::INTEGER", new Object[] {null})).isNull();
    assertThat(value("? + 1", 41L)).isEqualTo(42L);
    assertThat(value("?", new BigDecimal("1.25"))).isEqualTo(new BigDecimal("1.25"));
    assertThat(value("?", LocalDate.of(2020, 1, 2))).isEqualTo(LocalDate.of(2020, 1, 2));
    assertThat(value("?", LocalDateTime.of(2020, 1, 2, 3, 4)))
        .isEqualTo(LocalDateTime.of(2020, 1, 2, 3, 4));
    assertThat(value("?::BLOB", new byte[] {1, 2})).isEqualTo(new byte[] {1, 2});
    assertThat(value("?", true)).isEqualTo(true);
    assertThat(value("?", 1.5)).isEqualTo(1.5);
    assertThat(value("?", new UUID(1, 2))).isEqualTo(new UUID(1, 2));
  }

  @Test
  void countsChangedRows() {
    try (SqlCursor created = session.execute("CREATE TABLE t (i INTEGER)", List.of())) {
      assertThat(created.kind()).isEqualTo(SqlDescription.Kind.NOTHING);
    }
    try (SqlCursor inserted = session.execute("INSERT INTO t VALUES (1), (2)", List.of())) {
      assertThat(inserted.updateCount()).isEqualTo(2);
      assertThat(inserted.next()).isFalse();
    }
    try (SqlCursor selected = session.execute("SELECT i FROM t", List.of())) {
      assertThat(selected.kind()).isEqualTo(SqlDescription.Kind.ROWS);
      assertThat(selected.updateCount()).isEqualTo(-1);
    }
    try (SqlCursor set = session.execute("SET VARIABLE x = 1", List.of())) {
      assertThat(set.kind()).isEqualTo(SqlDescription.Kind.NOTHING);
      assertThat(set.updateCount()).isEqualTo(-1);
    }
    assertThat(rows(session, "INSERT INTO t VALUES (7) RETURNING i"))
        .isEqualTo(List.of(List.of(7)));
  }

  @Test
  void describesWithoutRunning() {
    SqlDescription description =
        session.describe("SELECT ?::INTEGER + 1 AS a, 'x' AS b WHERE ? > 1");
    assertThat(description.parameters()).hasSize(2);
    assertThat(description.kind()).isEqualTo(SqlDescription.Kind.ROWS);
    assertThat(description.columns()).extracting(SqlColumn::name).containsExactly("a", "b");
    assertThat(description.columns())
        .extracting(SqlColumn::typeName)
        .containsExactly("INTEGER", "VARCHAR");
    session.describe("CREATE TABLE never (i INTEGER)");
    assertThat(rows(session, "SHOW TABLES")).doesNotContain(List.of("never"));
  }

  @Test
  void neverTakesAFailureMidwayForTheEnd() {
    SqlCursor cursor =
        session.execute(
            "SELECT CASE WHEN i = 5000000 THEN error('boom') ELSE i END FROM range(10000000) t(i)",
            List.of());
    QueryException error =
        catchThrowableOfType(
            QueryException.class,
            () -> {
              while (cursor.next()) {
                // Rows before the failure are of no interest.
              }
            });
    assertThat(error.code()).isEqualTo(ErrorCode.A208);
    assertThat(error).hasMessage("boom");
    assertThat(value("1")).isEqualTo(1);
  }

  @Test
  void keepsTheMessageOfAFailureBeforeTheFirstRow() {
    assertThatThrownBy(
            () ->
                value(
                    "sum(CASE WHEN i = 500000 THEN error('boom') ELSE i END)"
                        + " FROM range(1000000) t(i)"))
        .hasMessage("boom");
    assertThatThrownBy(() -> value("[CAST('x' AS INTEGER)]"))
        .hasMessage("could not convert string 'x' to INT32");
  }

  @Test
  void letsTwoResultsBeReadInTurn() {
    SqlCursor first = session.execute("SELECT * FROM range(100000)", List.of());
    assertThat(first.next()).isTrue();
    SqlCursor second = session.execute("SELECT 'x' FROM range(3)", List.of());
    assertThat(first.value(0)).isEqualTo(0L);
    int n = 1;
    while (first.next()) {
      assertThat(first.value(0)).isEqualTo((long) n++);
    }
    assertThat(n).isEqualTo(100000);
    assertThat(second.next()).isTrue();
    first.close();
    second.close();
  }

  @Test
  void refusesAStatementWhoseForerunnersRowsDoNotFitAndLosesNoneOfThem() {
    String million = "SELECT range, 'text ' || range FROM range(3000000)";
    SqlCursor first = session.execute(million, List.of());
    assertThat(first.next()).isTrue();
    for (int i = 0; i < 3; i++) {
      QueryException refused = catchThrowableOfType(QueryException.class, () -> value("1"));
      assertThat(refused.code()).isEqualTo(ErrorCode.R501);
      assertThat(refused).hasMessageContaining("not read to its end");
      assertThat(refused.hint()).contains("close it first");
      assertThat(first.value(0)).isEqualTo((long) i);
      assertThat(first.next()).isTrue();
    }
    // The room is for all sessions: another finds it taken, and is itself not disturbed.
    StoreSession other = store.openSession();
    SqlCursor small = other.execute("SELECT * FROM range(10)", List.of());
    assertThat(small.next()).isTrue();
    assertThat(catchThrowableOfType(QueryException.class, () -> rows(other, "SELECT 1")).code())
        .isEqualTo(ErrorCode.R501);
    assertThat(small.next()).isTrue();
    assertThat(small.value(0)).isEqualTo(1L);
    long n = 4;
    while (first.next()) {
      assertThat(first.value(0)).isEqualTo(n++);
    }
    assertThat(n).isEqualTo(3_000_000);
    assertThat(value("1")).isEqualTo(1);
    assertThat(rows(other, "SELECT 1")).hasSize(1);
    assertThat(small.next()).isTrue();
    assertThat(small.value(0)).isEqualTo(2L);
  }

  @Test
  void givesBackTheRoomOfAResultThatIsClosed() {
    for (int i = 0; i < 2; i++) {
      SqlCursor first = session.execute("SELECT range FROM range(10000000)", List.of());
      assertThat(first.next()).isTrue();
      assertThat(catchThrowableOfType(QueryException.class, () -> value("1")).code())
          .isEqualTo(ErrorCode.R501);
      first.close();
      assertThat(value("1")).isEqualTo(1);
    }
  }

  @Test
  void leavesRowsThatNeedNoConnectionWhereTheyAre() {
    SqlCursor first = session.execute("SELECT [range] FROM range(2000000)", List.of());
    assertThat(first.next()).isTrue();
    assertThat(value("1")).isEqualTo(1);
    rows(session, "CREATE TABLE between AS SELECT 1 AS one");
    long n = 1;
    while (first.next()) {
      assertThat(first.value(0)).isEqualTo(List.of(n++));
    }
    assertThat(n).isEqualTo(2_000_000);
  }

  @Test
  void cancelsAStatementThatWaitsForAnotherResultAndKeepsThat() throws InterruptedException {
    SqlCursor first =
        session.execute("SELECT md5(repeat(range::VARCHAR, 800)) FROM range(1000000)", List.of());
    assertThat(first.next()).isTrue();
    Object value = first.value(0);
    Thread canceller = cancelsSoon();
    QueryException stopped = catchThrowableOfType(QueryException.class, () -> value("1"));
    canceller.join();
    assertThat(stopped.code()).isEqualTo(ErrorCode.R506);
    assertThat(first.value(0)).isEqualTo(value);
    assertThat(first.next()).isTrue();
    first.close();
    assertThat(value("1")).isEqualTo(1);
  }

  private Thread cancelsSoon() {
    Thread canceller =
        new Thread(
            () -> {
              try {
                Thread.sleep(200);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              session.cancel();
            });
    canceller.start();
    return canceller;
  }

  @Test
  void cancelsFromAnotherThread() throws InterruptedException {
    Thread canceller = cancelsSoon();
    long start = System.nanoTime();
    QueryException error =
        catchThrowableOfType(
            QueryException.class,
            () ->
                value("count(*) FROM range(1000000000) a, range(1000) b WHERE a.range > b.range"));
    canceller.join();
    assertThat(error.code()).isEqualTo(ErrorCode.R506);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(value("1")).isEqualTo(1);
  }

  @Test
  void stopsAtTheTimeLimitAndStaysUsable() {
    String sql = "SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range > b.range";
    QueryException error =
        catchThrowableOfType(
            QueryException.class,
            () ->
                session.execute(
                    new SqlRequest(
                        sql, List.of(), SourceMap.none(), TimeLimit.of(Duration.ofMillis(200)))));
    assertThat(error.code()).isEqualTo(ErrorCode.R507);
    assertThat(error).hasMessage("stopped after 0.2 s, its time limit");
    assertThat(value("1")).isEqualTo(1);
  }

  @Test
  void keepsSessionsApart() {
    StoreSession other = store.openSession();
    rows(session, "CREATE TEMP TABLE mine (i INTEGER)");
    assertThatThrownBy(() -> rows(other, "SELECT * FROM mine")).isInstanceOf(QueryException.class);
    rows(session, "BEGIN");
    rows(session, "CREATE TABLE shared (i INTEGER)");
    assertThatThrownBy(() -> rows(other, "SELECT * FROM shared"))
        .isInstanceOf(QueryException.class);
    rows(session, "COMMIT");
    assertThat(rows(other, "SELECT * FROM shared")).isEmpty();
  }

  @Test
  void findsCatalogTablesWithoutTheirSchemaAndLeavesTheirNamesToUsers() {
    assertThat(rows(session, "SELECT * FROM runs")).isEmpty();
    rows(session, "CREATE TABLE runs AS SELECT 1 AS mine");
    assertThat(rows(session, "SELECT * FROM runs")).isEqualTo(List.of(List.of(1)));
    assertThat(rows(session, "SELECT * FROM rhodb.runs")).isEmpty();
  }

  @Test
  void refusesAClosedSession() {
    session.close();
    assertThatThrownBy(() -> value("1"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.R509));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAResultMadeWholeThatExceedsTheMemoryLimit() {
    try (Store small =
            Store.open(
                java.nio.file.Path.of("unused"),
                new StoreOptions(false, false, 64L << 20, 2, true));
        StoreSession own = small.openSession()) {
      assertThatThrownBy(
              () ->
                  own.execute("SELECT [repeat('x', 1000)] AS l FROM range(100000000)", List.of())
                      .close())
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("memory_limit")
          .extracting(e -> ((QueryException) e).code())
          .isEqualTo(ErrorCode.R501);
      try (SqlCursor rows = own.execute("SELECT [range] AS l FROM range(3)", List.of())) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.value(0)).isEqualTo(List.of(0L));
      }
    }
  }
}
