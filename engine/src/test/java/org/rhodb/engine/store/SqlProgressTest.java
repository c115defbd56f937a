package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.QueryException;

/** What a listener hears of statements that DuckDB runs alone. */
class SqlProgressTest {
  /** Seconds of work on any machine. */
  private static final String LONG =
      "SELECT count(*) FROM range(1000000) a, range(600) b WHERE (a.range * b.range) % 7 = 3";

  private final List<Double> heard = new CopyOnWriteArrayList<>();
  private Store store;
  private StoreSession session;

  @BeforeEach
  void open() {
    store = Store.open(Path.of("unused"), new StoreOptions(false, false, 256L << 20, 2, true));
    session = store.openSession();
    session.onProgress(heard::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void risesWhileAQueryRunsAndIsSilentAfterIt() throws InterruptedException {
    assertThat(StoreSessionTest.rows(session, LONG)).hasSize(1);
    List<Double> ofQuery = List.copyOf(heard);
    assertThat(ofQuery).hasSizeGreaterThan(2).isSorted().allMatch(share -> share <= 1);
    assertThat(ofQuery.get(ofQuery.size() - 1)).isGreaterThan(ofQuery.get(0));
    StoreSessionTest.rows(session, "SELECT 1");
    Thread.sleep(1000);
    assertThat(heard).hasSameSizeAs(ofQuery);
  }

  @Test
  void isHeardOfStatementsWithoutRows() {
    StoreSessionTest.rows(session, "CREATE TABLE t AS " + LONG);
    assertThat(heard).hasSizeGreaterThan(2);
  }

  @Test
  void goesOnAfterAnError() {
    assertThatThrownBy(() -> StoreSessionTest.rows(session, "SELECT nothing"))
        .isInstanceOf(QueryException.class);
    StoreSessionTest.rows(session, LONG);
    assertThat(heard).isNotEmpty();
  }

  @Test
  void isNotKeptWhereSettingsAreLocked() {
    try (Store locked =
            Store.open(Path.of("unused"), new StoreOptions(false, true, 256L << 20, 2, true));
        StoreSession safe = locked.openSession()) {
      safe.onProgress(heard::add);
      assertThat(StoreSessionTest.rows(safe, LONG)).hasSize(1);
      assertThat(heard).isEmpty();
    }
  }
}
