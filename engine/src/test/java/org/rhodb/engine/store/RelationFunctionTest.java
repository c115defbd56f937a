package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rhodb.engine.store.StoreSessionTest.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

class RelationFunctionTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("i", ColumnType.BIGINT, "number"),
          new Column("small", ColumnType.INTEGER, "number"),
          new Column("x", ColumnType.DOUBLE, "half of it"),
          new Column("odd", ColumnType.BOOLEAN, "whether odd"),
          new Column("name", ColumnType.VARCHAR, "its name"));

  @TempDir Path folder;
  private Store store;
  private StoreSession session;
  private final Numbers numbers = new Numbers();

  /** Counts upwards; every third row has no x, no odd and no name. */
  private static final class Numbers implements RelationFunction {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger bound = new AtomicInteger();
    final List<Map<String, Object>> arguments = new ArrayList<>();
    final List<List<Integer>> used = new ArrayList<>();
    final CountDownLatch started = new CountDownLatch(1);
    QueryException failure = QueryException.of(ErrorCode.X402, "as planned");
    long failsAt = Long.MAX_VALUE;
    long slowFrom = Long.MAX_VALUE;
    boolean isFailingAtBind;
    boolean isFailingAtOpen;

    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(
          new Parameter("plan", ColumnType.BIGINT),
          new Parameter("n", ColumnType.INTEGER),
          new Parameter("rho", ColumnType.DOUBLE),
          new Parameter("models", ColumnType.VARCHAR),
          new Parameter("mutual", ColumnType.BOOLEAN));
    }

    @Override
    public Bound bind(Map<String, Object> given) {
      bound.incrementAndGet();
      arguments.add(given);
      if (isFailingAtBind) {
        throw failure;
      }
      long n = given.containsKey("n") ? (Integer) given.get("n") : 10;
      return new Bound() {
        @Override
        public List<Column> columns() {
          return COLUMNS;
        }

        @Override
        public long estimatedRows() {
          return n;
        }

        @Override
        public RowSource open(List<Integer> usedColumns) {
          if (isFailingAtOpen) {
            throw failure;
          }
          opened.incrementAndGet();
          used.add(usedColumns);
          return new Rows(n);
        }
      };
    }

    private final class Rows implements RowSource {
      private final long n;
      private final AtomicBoolean isClosed = new AtomicBoolean();
      private long at;

      Rows(long n) {
        this.n = n;
      }

      @Override
      public boolean next(RowBatch batch) {
        started.countDown();
        batch.clear();
        if (at >= slowFrom) {
          pause();
        }
        while (at < n && !batch.isFull()) {
          if (at == failsAt) {
            throw failure;
          }
          int row = batch.append();
          batch.setLong(0, row, at);
          batch.setLong(1, row, at % 1000);
          if (at % 3 != 2) {
            batch.setDouble(2, row, at / 2.0);
            batch.setBoolean(3, row, at % 2 == 1);
            batch.setString(4, row, "n" + at);
          }
          at++;
        }
        return batch.size() > 0;
      }

      @Override
      public void close() {
        if (isClosed.compareAndSet(false, true)) {
          closed.incrementAndGet();
        }
      }
    }

    private static void pause() {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @BeforeEach
  void open() {
    reopen();
  }

  private void reopen() {
    if (store != null) {
      store.close();
    }
    store = Store.open(folder.resolve("study.rhodb"), StoreOptions.writable(512L << 20, 2));
    store.register(numbers);
    session = store.openSession();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void yieldsEveryTypeAndNull() {
    assertThat(rows(session, "SELECT * FROM numbers(n := 3)"))
        .isEqualTo(
            List.of(
                Arrays.asList(0L, 0, 0.0, false, "n0"),
                Arrays.asList(1L, 1, 0.5, true, "n1"),
                Arrays.asList(2L, 2, null, null, null)));
  }

  @Test
  void passesArgumentsByNameAndLeavesOutTheAbsent() {
    rows(
        session,
        "SELECT * FROM numbers(plan := 17, rho := 0.5, models := 'a,b', mutual := true, n := NULL)");
    assertThat(numbers.arguments)
        .last()
        .isEqualTo(Map.of("plan", 17L, "rho", 0.5, "models", "a,b", "mutual", true));
    rows(session, "SELECT * FROM numbers()");
    assertThat(numbers.arguments).last().isEqualTo(Map.of());
    rows(session, "SELECT * FROM numbers(n := ?)", 5L);
    assertThat(numbers.arguments).last().isEqualTo(Map.of("n", 5));
  }

  @Test
  void saysWhichColumnsAreRead() {
    rows(session, "SELECT name, i FROM numbers(n := 3)");
    assertThat(numbers.used).last().isEqualTo(List.of(0, 4));
    rows(session, "SELECT i FROM numbers(n := 3) WHERE x > 0.1");
    assertThat(numbers.used).last().isEqualTo(List.of(0, 2));
    assertThat(rows(session, "SELECT count(*) FROM numbers(n := 5000)"))
        .isEqualTo(List.of(List.of(5000L)));
  }

  @Test
  void yieldsAllOfManyRows() {
    assertThat(
            rows(
                session,
                "SELECT count(*), sum(i)::BIGINT, count(x), count(name) FROM numbers(n := 300000)"))
        .isEqualTo(List.of(List.of(300000L, 44999850000L, 200000L, 200000L)));
    assertClosed();
  }

  @Test
  void stopsEarlyWhenNobodyReadsOn() {
    assertThat(rows(session, "SELECT i FROM numbers(n := 100000000) LIMIT 3")).hasSize(3);
    assertClosed();
    SqlCursor cursor = session.execute("SELECT i FROM numbers(n := 100000000)", List.of());
    assertThat(cursor.next()).isTrue();
    cursor.close();
    assertClosed();
    session.execute("SELECT i FROM numbers(n := 100000000)", List.of()).next();
    session.close();
    assertClosed();
  }

  @Test
  void explainsAndDescribesWithoutOpening() {
    rows(session, "EXPLAIN SELECT * FROM numbers()");
    assertThat(session.describe("SELECT * FROM numbers()").columns())
        .extracting(SqlColumn::name)
        .containsExactly("i", "small", "x", "odd", "name");
    assertThat(numbers.opened).hasValue(0);
    assertThat(numbers.bound).hasPositiveValue();
  }

  @Test
  void bringsBackTheExceptionItThrewAsTheSameObject() {
    numbers.isFailingAtBind = true;
    assertThat(failure("SELECT * FROM numbers()")).isSameAs(numbers.failure);
    numbers.isFailingAtBind = false;
    numbers.isFailingAtOpen = true;
    assertThat(failure("SELECT * FROM numbers()")).isSameAs(numbers.failure);
    numbers.isFailingAtOpen = false;
    numbers.failsAt = 0;
    assertThat(failure("SELECT * FROM numbers()")).isSameAs(numbers.failure);
    numbers.failsAt = 5000;
    assertThat(failure("SELECT sum(i) FROM numbers(n := 10000)")).isSameAs(numbers.failure);
    assertThat(failure("CREATE TABLE t AS SELECT * FROM numbers(n := 10000)"))
        .isSameAs(numbers.failure);
    assertThat(failure("SELECT [i] FROM numbers(n := 10000)")).isSameAs(numbers.failure);
    numbers.failsAt = 1000000;
    assertThat(failure("SELECT i, name FROM numbers(n := 2000000)")).isSameAs(numbers.failure);
    assertClosed();
    assertThat(rows(session, "SELECT 1")).hasSize(1);
  }

  @Test
  void reportsAnyOtherExceptionAsOurBug() {
    store.register(new Broken());
    QueryException error = failure("SELECT * FROM broken()");
    assertThat(error.code()).isEqualTo(ErrorCode.B901);
    assertThat(error).hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(error).hasMessageNotContaining("\tat ");
  }

  /** A relation with a mistake in it. */
  private static final class Broken implements RelationFunction {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Bound bind(Map<String, Object> arguments) {
      throw new IllegalStateException("a mistake");
    }
  }

  @Test
  void isCancelledWhileItRuns() throws InterruptedException {
    numbers.slowFrom = 0;
    AtomicBoolean isTold = new AtomicBoolean();
    session.onInterrupt(() -> isTold.set(true));
    Thread canceller =
        new Thread(
            () -> {
              try {
                numbers.started.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              session.cancel();
            });
    canceller.start();
    QueryException error = failure("SELECT sum(i) FROM numbers(n := 100000000)");
    canceller.join();
    assertThat(error.code()).isEqualTo(ErrorCode.R506);
    assertThat(isTold).isTrue();
    assertClosed();
    numbers.slowFrom = Long.MAX_VALUE;
    assertThat(rows(session, "SELECT * FROM numbers()")).hasSize(10);
  }

  /**
   * The relation has no end worth waiting for, so the cancellation always comes while rows are
   * fetched, however late its thread runs; one that is lost fails at the time limit.
   */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isCancelledWhileRowsAreFetched() throws InterruptedException {
    numbers.slowFrom = 300_000;
    SqlCursor cursor =
        session.execute(
            "SELECT repeat('x', 100) FROM numbers(n := 2147483647) WHERE i < 300000", List.of());
    assertThat(cursor.next()).isTrue();
    Thread canceller = new Thread(session::cancel);
    canceller.start();
    QueryException error =
        catchThrowableOfType(
            QueryException.class,
            () -> {
              while (cursor.next()) {
                // Until the interruption arrives.
              }
            });
    canceller.join();
    assertThat(error.code()).isEqualTo(ErrorCode.R506);
    assertClosed();
  }

  @Test
  void saysTimeLimitWhereTheRelationItselfNoticesTheInterruption() {
    numbers.slowFrom = 0;
    AtomicBoolean isStopped = new AtomicBoolean();
    session.onInterrupt(() -> isStopped.set(true));
    QueryException error =
        catchThrowableOfType(
            QueryException.class,
            () ->
                session.execute(
                    new SqlRequest(
                        "SELECT sum(i) FROM numbers(n := 100000000)",
                        List.of(),
                        SourceMap.none(),
                        TimeLimit.of(Duration.ofMillis(100)))));
    assertThat(error.code()).isEqualTo(ErrorCode.R507);
    assertThat(isStopped).isTrue();
    assertClosed();
  }

  @Test
  void worksInViewsAndMacrosAfterReopening() {
    rows(session, "CREATE VIEW v AS SELECT i FROM numbers(n := 4)");
    rows(session, "CREATE MACRO m(k) AS TABLE SELECT i FROM numbers(n := 9) WHERE i < k");
    reopen();
    assertThat(rows(session, "SELECT * FROM v")).hasSize(4);
    assertThat(rows(session, "SELECT * FROM m(7)")).hasSize(7);
  }

  @Test
  void servesSeveralCallsOfOneStatement() {
    assertThat(
            rows(
                session,
                "SELECT count(*) FROM numbers(n := 3000) a JOIN numbers(n := 5000) b USING (i)"))
        .isEqualTo(List.of(List.of(3000L)));
    assertThat(numbers.opened).hasValue(2);
    assertClosed();
  }

  private QueryException failure(String sql) {
    return catchThrowableOfType(QueryException.class, () -> rows(session, sql));
  }

  private void assertClosed() {
    assertThat(numbers.closed.get()).isEqualTo(numbers.opened.get());
  }
}
