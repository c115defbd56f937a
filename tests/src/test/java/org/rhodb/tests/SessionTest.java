package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** A session between its statements: transactions, names, settings of the store, and stopping. */
@Timeout(120)
final class SessionTest {
  private static final String ENDLESS = "SELECT sum(sqrt(i)) AS s FROM range(1000000000000) r(i)";

  private Engine engine;
  private Session session;

  @BeforeEach
  void open() {
    engine = Engine.open(Options.inMemory().withFolder(Script.PROJECT));
    session = engine.openSession();
  }

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  private void createStudy() {
    run("CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a'");
    run("CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b'");
    run(
        "CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16'"
            + " WITH (tokenizer = 'bytes', context = 64, separator = false)");
  }

  /** Neurons 0 to 9 of layer 0 of a model, in a table. */
  private void createNeurons(String table, int count) {
    run(
        "CREATE TABLE "
            + table
            + " AS SELECT 'a' AS model, 0 AS checkpoint, 0 AS layer, i AS neuron FROM range("
            + count
            + ") r(i)");
  }

  @Test
  void readsTheInputOfATableFunctionWhereTheSessionLooksNamesUp() {
    createStudy();
    run("CREATE SCHEMA s");
    createNeurons("u", 9);
    createNeurons("s.u", 4);
    String neurons = "SELECT neurons FROM ablate(neurons := 'u', corpus := 'ref')";
    assertThat(rows(neurons)).containsExactly(List.of(9L));
    run("USE s");
    assertThat(rows(neurons)).containsExactly(List.of(4L));
    run("SET search_path = 'main'");
    assertThat(rows(neurons)).containsExactly(List.of(9L));
  }

  @Test
  void refusesATableFunctionThatWouldNotSeeWhatItsTransactionChanged() {
    createStudy();
    createNeurons("u", 9);
    String neurons = "SELECT neurons FROM ablate(neurons := 'u', corpus := 'ref')";
    run("BEGIN");
    assertThat(rows(neurons)).containsExactly(List.of(9L));
    run("DELETE FROM u WHERE neuron > 2");
    assertFails(() -> run(neurons), ErrorCode.A207);
    run("ROLLBACK");
    assertThat(rows(neurons)).containsExactly(List.of(9L));
    run("BEGIN");
    run("DELETE FROM u WHERE neuron > 2");
    String relation = "SELECT neurons FROM (ABLATE (SELECT * FROM u) ON ref)";
    assertThat(rows(relation)).containsExactly(List.of(3L));
    run("COMMIT");
    assertThat(rows(neurons)).containsExactly(List.of(3L));
  }

  @Test
  void refusesToChangeTheCatalogWhereItCouldNotBeRolledBack() {
    createStudy();
    run("BEGIN");
    assertFails(() -> run("DROP MODEL a"), ErrorCode.A208);
    assertFails(() -> run("DROP CORPUS ref"), ErrorCode.A208);
    run("ROLLBACK");
    run("DROP MODEL a");
  }

  @Test
  void entersARunThatWasNotReadToItsEndOnlyWhereTheStatementSucceeds() {
    createStudy();
    String pairs = "(CORRELATE MODELS a, b ON ref)";
    String bad = "SELECT CAST(concat('x', rho) AS INTEGER) AS c FROM " + pairs;
    assertFails(() -> run(bad), ErrorCode.A208);
    assertFails(() -> run("CREATE TABLE t AS " + bad), ErrorCode.A208);
    assertFails(
        () ->
            run(
                "SELECT * FROM activations(model := 'a', corpus := 'ref')"
                    + " WHERE CAST(concat('x', activation) AS INTEGER) = 0"),
        ErrorCode.A208);
    assertThat(rows("SHOW RUNS")).isEmpty();
    run("SELECT * FROM " + pairs + " LIMIT 3");
    run("CREATE TABLE t AS SELECT * FROM " + pairs + " LIMIT 3");
    assertThat(rows("SELECT contains(detail, 'its reader stopped after') FROM runs"))
        .containsExactly(List.of(true), List.of(true));
    assertThat(rows("SELECT len(runs) FROM rhodb.origins")).containsExactly(List.of(1L));
  }

  @Test
  void leavesTablesOfOtherDatabasesToThem() {
    run("ATTACH ':memory:' AS other");
    run("BEGIN");
    run("CREATE TABLE other.t AS SELECT 1 AS x");
    run("COMMIT");
    run("USE other");
    run("CREATE TABLE u AS SELECT x + 1 AS x FROM t");
    assertThat(rows("SELECT x FROM u")).containsExactly(List.of(2));
    assertThat(rows("SHOW RUNS")).isEmpty();
    run("CREATE TABLE memory.main.own AS SELECT 1 AS x");
    run("USE memory");
    assertThat(rows("SELECT \"table\" FROM rhodb.origins")).containsExactly(List.of("own"));
  }

  @Test
  void dividesAsTheStoreIsSetTo() {
    createStudy();
    run("SET integer_division = true");
    String count = "SELECT count(*) FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 9/10";
    List<List<@Nullable Object>> moved = rows(count);
    run("SET pushdown = false");
    assertThat(moved).isEqualTo(rows(count));
    assertThat((Long) moved.get(0).get(0)).isGreaterThan(1000);
  }

  @Test
  void refusesNumbersThatNoNeuronHas() {
    createStudy();
    String input = "SELECT 'a' AS model, 0 AS checkpoint, 0 AS layer, ";
    assertThat(rows("SELECT neurons FROM (ABLATE (" + input + "sum(1) AS neuron) ON ref)"))
        .containsExactly(List.of(1L));
    String huge = input + "18446744073709551615::UBIGINT AS neuron";
    assertFails(() -> run("SELECT * FROM (ABLATE (" + huge + ") ON ref)"), ErrorCode.A208);
    String pairs = "SELECT * FROM correlate_models(models := 'a, b', corpus := 'ref', rho := ";
    assertFails(() -> run(pairs + "'nan'::DOUBLE)"), ErrorCode.A207);
  }

  @Test
  void dropsIngestedActivationsWithTheirModel() {
    createStudy();
    run("INGEST ACTIVATIONS OF MODELS a, b ON ref");
    assertThat(rows("SELECT count(DISTINCT weights_hash) FROM shards"))
        .containsExactly(List.of(2L));
    run("DROP MODEL a");
    assertThat(rows("SELECT count(DISTINCT weights_hash) FROM shards"))
        .containsExactly(List.of(1L));
    run("DROP CORPUS ref");
    assertThat(rows("SELECT count(*) FROM shards")).containsExactly(List.of(0L));
  }

  @Test
  void isCancelledWhileAStatementIsStillPrepared() throws InterruptedException {
    for (int millis : List.of(20, 40, 60)) {
      CountDownLatch started = new CountDownLatch(1);
      Thread canceller =
          new Thread(
              () -> {
                try {
                  started.await();
                  Thread.sleep(millis);
                  session.cancel();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      canceller.start();
      started.countDown();
      assertFails(() -> run("CREATE OR REPLACE TABLE t AS " + ENDLESS), ErrorCode.R506);
      canceller.join();
      assertThat(rows("SELECT 42 AS answer")).containsExactly(List.of(42));
    }
  }

  @Test
  void endsAtItsLimitWhateverItIsMadeOf() {
    createStudy();
    assertFails(
        () -> run("INGEST ACTIVATIONS OF MODEL a ON ref", Duration.ofMillis(1)), ErrorCode.R507);
    String slow = "SELECT ''a'' AS model, 0 AS checkpoint, 0 AS layer, neuron FROM (";
    String input = slow + ENDLESS.replace("AS s", "AS neuron") + ")";
    Duration second = Duration.ofSeconds(1);
    assertFails(
        () -> run("SELECT * FROM ablate(neurons := '" + input + "', corpus := 'ref')", second),
        ErrorCode.R507);
    assertFails(
        () -> run("SELECT * FROM (ABLATE (" + input.replace("''", "'") + ") ON ref)", second),
        ErrorCode.R507);
    assertThat(rows("SELECT 42 AS answer")).containsExactly(List.of(42));
  }

  private void run(String statement) {
    assertThat(rows(statement)).isNotNull();
  }

  private List<List<@Nullable Object>> rows(String statement) {
    return rows(statement, Duration.ZERO);
  }

  private void run(String statement, Duration limit) {
    assertThat(rows(statement, limit)).isNotNull();
  }

  private List<List<@Nullable Object>> rows(String statement, Duration limit) {
    return Rows.of(session.execute(session.split(statement).get(0), Parameters.none(), limit));
  }

  private static void assertFails(ThrowingCallable action, ErrorCode code) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}
