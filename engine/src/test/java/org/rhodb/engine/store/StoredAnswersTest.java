package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.AnswerStore;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.error.QueryException;

class StoredAnswersTest {
  private static final StoreOptions OPTIONS = StoreOptions.writable(1 << 28, 2);
  private static final int WIDTH = 3;

  @TempDir Path folder;

  private static AnswerKey key(String... weights) {
    return new AnswerKey("correlate", List.of(weights), "c", "bos", "device cpu");
  }

  private static KeptAnswer put(AnswerStore answers, AnswerKey key, String region, int rows) {
    double[] values = new double[rows * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 == 0 ? Double.NaN : i / 3.0;
    }
    answers.put(
        key,
        new KeptAnswer(0, 5, region, "files", rows, WIDTH),
        DoubleBuffer.wrap(values),
        List.of());
    return answers.find(key).stream()
        .filter(found -> found.region().equals(region))
        .findFirst()
        .orElseThrow();
  }

  private static double sum(AnswerStore answers, KeptAnswer answer) {
    double[] sum = {0, 0};
    boolean isWhole =
        answers.read(
            answer,
            rows -> {
              assertThat(rows.remaining() % WIDTH).isZero();
              while (rows.hasRemaining()) {
                double value = rows.get();
                sum[Double.isNaN(value) ? 1 : 0] += Double.isNaN(value) ? 1 : value;
              }
            });
    assertThat(isWhole).isTrue();
    assertThat(sum[1]).isEqualTo(Math.ceil(answer.rows() * WIDTH / 7.0));
    return sum[0];
  }

  @Test
  void givesBackWhatWasKeptAfterTheNextOpen() {
    KeptAnswer kept;
    double sum;
    try (Store store = Store.open(folder.resolve("a.rhodb"), OPTIONS)) {
      kept = put(store.answers(), key("x", "y"), "rho 0.5 Infinity", 100_000);
      sum = sum(store.answers(), kept);
      put(store.answers(), key("x", "y"), "rho 0.9 Infinity", 0);
      assertThat(store.answers().find(key("y", "x"))).isEmpty();
    }
    StoreOptions readOnly = new StoreOptions(true, false, 1 << 28, 2, false);
    try (Store store = Store.open(folder.resolve("a.rhodb"), readOnly)) {
      assertThat(store.answers().find(key("x", "y")))
          .as("the smallest first")
          .extracting(KeptAnswer::rows)
          .containsExactly(0L, 100_000L);
      assertThat(sum(store.answers(), kept)).isEqualTo(sum);
      assertThatThrownBy(() -> put(store.answers(), key("z"), "", 1))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void saysThatAnAnswerIsGone() {
    try (Store store = Store.open(folder.resolve("a.rhodb"), OPTIONS)) {
      KeptAnswer first = put(store.answers(), key("x"), "", 1000);
      KeptAnswer second = put(store.answers(), key("y"), "", 10);
      assertThat(store.answers().shrink(second.bytes())).isEqualTo(second.bytes());
      assertThat(store.answers().find(key("x"))).isEmpty();
      assertThat(store.answers().read(first, rows -> {})).isFalse();
      assertThat(store.answers().find(key("y"))).containsExactly(second);
      AnswerStore.Room room = store.answers().room();
      assertThat(room.usual()).isPositive().isLessThan(room.most());
    }
  }

  @Test
  @Timeout(60)
  void readsALargeAnswerAsFastAsItsBytes() {
    try (Store store = Store.open(folder.resolve("a.rhodb"), OPTIONS)) {
      KeptAnswer kept = put(store.answers(), key("x"), "", 2_600_000);
      List<Integer> sizes = new ArrayList<>();
      assertThat(store.answers().read(kept, rows -> sizes.add(rows.remaining()))).isTrue();
      assertThat(sizes.stream().mapToLong(Integer::longValue).sum()).isEqualTo(7_800_000);
      assertThat(sizes).allMatch(size -> size % WIDTH == 0 && size <= 512);
      assertThatThrownBy(
              () ->
                  store
                      .answers()
                      .read(
                          kept,
                          rows -> {
                            throw new IllegalStateException("enough");
                          }))
          .hasMessage("enough");
      assertThat(sum(store.answers(), kept)).isPositive();
    }
  }

  @Test
  void saysThatAPartOfAnAnswerIsGone() throws SQLException {
    Path folder = this.folder.resolve("a.rhodb");
    KeptAnswer whole;
    List<KeptAnswer> damaged = new ArrayList<>();
    try (Store store = Store.open(folder, OPTIONS)) {
      whole = put(store.answers(), key("x"), "", 500_000);
      for (String weights : List.of("first", "middle", "slice", "last")) {
        damaged.add(put(store.answers(), key(weights), "", 500_000));
      }
    }
    int last = (500_000 - 1) / (512 / WIDTH);
    int[] chunks = {0, 1000, 2048, last};
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("catalog.duckdb"));
        Statement delete = connection.createStatement()) {
      for (int i = 0; i < chunks.length; i++) {
        assertThat(
                delete.executeUpdate(
                    "DELETE FROM rhodb.answer_rows WHERE answer = "
                        + damaged.get(i).id()
                        + " AND chunk = "
                        + chunks[i]))
            .isOne();
      }
    }
    try (Store store = Store.open(folder, OPTIONS)) {
      sum(store.answers(), whole);
      for (KeptAnswer answer : damaged) {
        assertThat(store.answers().read(answer, rows -> {})).isFalse();
      }
    }
  }

  @Test
  void hasNoneWhereAnOlderProgramWrote() {
    try (Store store = Store.open(folder.resolve("a.rhodb"), OPTIONS);
        StoreSession session = store.openSession()) {
      for (String table : List.of("answers", "answer_rows")) {
        session
            .execute(
                new SqlRequest(
                    "DROP TABLE rhodb." + table, List.of(), SourceMap.none(), TimeLimit.NONE))
            .close();
      }
    }
    StoreOptions readOnly = new StoreOptions(true, false, 1 << 28, 2, false);
    try (Store store = Store.open(folder.resolve("a.rhodb"), readOnly)) {
      assertThat(store.answers().find(key("x"))).isEmpty();
    }
    try (Store store = Store.open(folder.resolve("a.rhodb"), OPTIONS)) {
      assertThat(store.answers().find(key("x"))).isEmpty();
      put(store.answers(), key("x"), "", 1);
    }
  }
}
