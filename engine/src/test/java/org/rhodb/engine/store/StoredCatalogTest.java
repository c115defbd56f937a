package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rhodb.engine.store.StoreSessionTest.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.corpus.TokenRole;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

class StoredCatalogTest {
  private static final ModelConfig CONFIG =
      new ModelConfig("gpt2", 257, 64, 32, 2, 4, 128, "gelu_new", 1e-5, true, false, true, true);

  @TempDir Path folder;
  private Store store;
  private Catalog catalog;

  /** Gives random sequences; the last positions of each are padding. */
  private static final class RandomBuilder implements CorpusBuilder {
    final int sequences;
    final int context;
    final int dVocab;
    final int[] ids;
    final byte[] roles;
    private int next;

    RandomBuilder(int sequences, int context, int dVocab) {
      this.sequences = sequences;
      this.context = context;
      this.dVocab = dVocab;
      Random random = new Random(5);
      ids = random.ints((long) sequences * context, 0, dVocab).toArray();
      roles = new byte[ids.length];
      for (int i = 0; i < roles.length; i++) {
        roles[i] = (byte) (i % context >= context - 2 ? 4 : random.nextInt(4));
      }
    }

    @Override
    public @Nullable TokenBatch next() {
      if (next == sequences) {
        return null;
      }
      int[] some = java.util.Arrays.copyOfRange(ids, next * context, (next + 1) * context);
      byte[] kinds = java.util.Arrays.copyOfRange(roles, next * context, (next + 1) * context);
      return new TokenBatch(next++, 1, context, some, kinds, new boolean[context]);
    }

    @Override
    public int context() {
      return context;
    }

    @Override
    public String tokenizer() {
      return "bytes";
    }

    @Override
    public int dVocab() {
      return dVocab;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() {
    reopen();
  }

  private void reopen() {
    if (store != null) {
      store.close();
    }
    store = Store.open(folder.resolve("study.rhodb"), StoreOptions.writable(256L << 20, 2));
    catalog = store.catalog();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ModelEntry model(String name, long... steps) {
    List<CheckpointEntry> checkpoints =
        java.util.Arrays.stream(steps)
            .mapToObj(step -> new CheckpointEntry(name, step, "/x/" + step, "hash" + step, CONFIG))
            .toList();
    return new ModelEntry(name, "study/" + name, "folder", checkpoints);
  }

  @Test
  void keepsModelsOverReopening() {
    catalog.putModel(model("Seed0", 10, 200, 3000));
    catalog.putModel(model("alias", 0));
    reopen();
    assertThat(catalog.models()).containsExactly(model("alias", 0), model("Seed0", 10, 200, 3000));
    assertThat(catalog.model("SEED0")).contains(model("Seed0", 10, 200, 3000));
    assertThat(catalog.model("seed1")).isEmpty();
  }

  @Test
  void replacesAndDropsModelsWhateverTheCaseOfTheirName() {
    catalog.putModel(model("alias", 1, 2));
    catalog.putModel(model("ALIAS", 3));
    assertThat(catalog.models()).containsExactly(model("ALIAS", 3));
    catalog.dropModel("alias");
    assertThat(catalog.models()).isEmpty();
    assertThatThrownBy(() -> catalog.dropModel("alias"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.A201));
    StoreSession session = store.openSession();
    assertThat(rows(session, "SELECT * FROM checkpoints")).isEmpty();
  }

  @Test
  void countsAndHashesACorpus() throws Exception {
    RandomBuilder builder = new RandomBuilder(50, 32, 257);
    CorpusEntry entry =
        catalog.putCorpus(
            "pile", "pile/*.jsonl", builder, Set.of(TokenRole.BOS, TokenRole.NEWLINE));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer bytes = ByteBuffer.allocate(4 + 50 * 32 * 5).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(32);
    int counted = 0;
    for (int s = 0; s < 50; s++) {
      for (int p = 0; p < 32; p++) {
        bytes.putInt(builder.ids[s * 32 + p]);
        int role = builder.roles[s * 32 + p];
        counted += role == 0 || role == 2 ? 1 : 0;
      }
      bytes.put(builder.roles, s * 32, 32);
    }
    assertThat(entry)
        .isEqualTo(
            new CorpusEntry(
                "pile",
                "pile/*.jsonl",
                "bytes",
                32,
                50,
                50 * 30,
                counted,
                Set.of(TokenRole.BOS, TokenRole.NEWLINE),
                257,
                HexFormat.of().formatHex(digest.digest(bytes.array()))));
    reopen();
    assertThat(catalog.corpora()).containsExactly(entry);
    assertThat(catalog.corpus("PILE")).contains(entry);
  }

  @Test
  void readsAnyRangeOfACorpusAsItWasWritten() {
    for (int dVocab : new int[] {257, 70_000}) {
      // 1500 sequences of 100 are stored in three rows.
      RandomBuilder builder = new RandomBuilder(1500, 100, dVocab);
      CorpusEntry entry = catalog.putCorpus("c", "c.txt", builder, Set.of(TokenRole.SEPARATOR));
      Random random = new Random(1);
      try (CorpusTokens tokens = catalog.openTokens(entry)) {
        assertThat(tokens.sequences()).isEqualTo(1500);
        for (int i = 0; i < 40; i++) {
          int first = random.nextInt(1500);
          int count = i == 0 ? 0 : random.nextInt(1500 - first) + 1;
          TokenBatch batch = tokens.read(first, count);
          assertThat(batch.firstSequence()).isEqualTo(first);
          assertThat(batch.ids())
              .isEqualTo(
                  java.util.Arrays.copyOfRange(builder.ids, first * 100, (first + count) * 100));
          for (int p = 0; p < count * 100; p++) {
            int role = builder.roles[first * 100 + p];
            assertThat((int) batch.roles()[p]).isEqualTo(role);
            assertThat(batch.counted()[p]).isEqualTo(role != 2 && role != 4);
          }
        }
        assertThatThrownBy(() -> tokens.read(1499, 2)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void leavesTheOldCorpusWhereTheNewOneFails() {
    CorpusEntry old = catalog.putCorpus("c", "c.txt", new RandomBuilder(3, 8, 10), Set.of());
    CorpusBuilder failing =
        new CorpusBuilder() {
          private final RandomBuilder some = new RandomBuilder(20_000, 8, 10);

          @Override
          public @Nullable TokenBatch next() {
            TokenBatch batch = some.next();
            if (batch == null) {
              throw QueryException.of(ErrorCode.X407, "line 7 is not JSON");
            }
            return batch;
          }

          @Override
          public int context() {
            return 8;
          }

          @Override
          public String tokenizer() {
            return "bytes";
          }

          @Override
          public int dVocab() {
            return 10;
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> catalog.putCorpus("c", "d.txt", failing, Set.of()))
        .hasMessage("line 7 is not JSON");
    assertThat(catalog.corpora()).containsExactly(old);
    StoreSession session = store.openSession();
    assertThat(rows(session, "SELECT count(*) FROM corpus_sequences"))
        .isEqualTo(List.of(List.of(1L)));
    try (CorpusTokens tokens = catalog.openTokens(old)) {
      assertThat(tokens.read(0, 3).sequences()).isEqualTo(3);
    }
  }

  @Test
  void refusesAnEmptyCorpus() {
    assertThatThrownBy(() -> catalog.putCorpus("c", "c.txt", new RandomBuilder(0, 8, 10), Set.of()))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X407));
    assertThat(catalog.corpora()).isEmpty();
  }

  @Test
  void dropsACorpusWithItsTokens() {
    CorpusEntry entry = catalog.putCorpus("c", "c.txt", new RandomBuilder(3, 8, 10), Set.of());
    catalog.dropCorpus("C");
    assertThat(catalog.corpora()).isEmpty();
    assertThat(rows(store.openSession(), "SELECT * FROM corpus_sequences")).isEmpty();
    assertThatThrownBy(() -> catalog.openTokens(entry))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.A204));
    assertThatThrownBy(() -> catalog.dropCorpus("c")).isInstanceOf(QueryException.class);
  }

  @Test
  void entersRuns() {
    RunRecord run =
        new RunRecord(
            "correlate",
            "CORRELATE MODELS a, b ON c",
            "a@1=x,b@1=y",
            "h",
            "7",
            "cpu",
            2,
            1000,
            1.5e12,
            12,
            2,
            Instant.parse("2026-02-03T04:05:06.123456Z"),
            2.5,
            99,
            "dense",
            "rhodb 0.1.0");
    catalog.recordRun(run);
    catalog.recordRun(run);
    StoreSession session = store.openSession();
    assertThat(rows(session, "SELECT id, started, operator, flops, \"rows\" FROM runs ORDER BY id"))
        .isEqualTo(
            List.of(
                List.of(
                    1L,
                    LocalDateTime.parse("2026-02-03T04:05:06.123456"),
                    "correlate",
                    1.5e12,
                    99L),
                List.of(
                    2L,
                    LocalDateTime.parse("2026-02-03T04:05:06.123456"),
                    "correlate",
                    1.5e12,
                    99L)));
  }

  @Test
  void writesNothingWhenReadOnly() {
    catalog.putModel(model("a", 1));
    store.close();
    store =
        Store.open(
            folder.resolve("study.rhodb"), new StoreOptions(true, false, 256L << 20, 1, false));
    catalog = store.catalog();
    assertThat(catalog.model("a")).isPresent();
    assertThatThrownBy(() -> catalog.putModel(model("b", 1)))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.R504));
    catalog.recordRun(
        new RunRecord("o", "s", "", "", "", "cpu", 1, 0, 0, 0, 0, Instant.EPOCH, 0, 0, "", ""));
    StoreSession session = store.openSession();
    assertThat(rows(session, "SELECT * FROM runs")).isEmpty();
    assertThatThrownBy(() -> rows(session, "CREATE TABLE t (i INTEGER)"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.R504));
  }
}
