package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/** Ablations of nothing, of too much, and of what is stopped on the way. */
class AblateEdgesTest {
  private static final Control NONE = new Control(Control.Kind.NONE, 0, 0);
  private static final Control DRAWS = new Control(Control.Kind.RANDOM, 2, 5);
  private static final int[] FIVE = {3, 17, 40, 41, 99};
  private static final List<Integer> ALL = List.of(0, 1, 2);

  private static ReferenceStudy study;

  @TempDir Path folder;

  @BeforeAll
  static void openStudy() {
    study = new ReferenceStudy();
  }

  @AfterAll
  static void closeStudy() {
    study.close();
  }

  private static AblateExec operator(
      CorpusEntry corpus, Ablation ablation, Control control, Screen screen, LongSupplier clock) {
    ExecutionContext context = study.context(64);
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, FIVE);
    return new AblateExec(
        () -> set,
        corpus,
        ablation,
        !screen.isEach(),
        control,
        screen,
        Bounds.NONE,
        study.networks,
        study.rerun(context),
        clock);
  }

  private static ExecutionContext context(
      SavepointStore savepoints, Progress progress, Cancellation cancellation, long memory) {
    ExecutionContext plain = study.context(64);
    return new ExecutionContext(
        plain.settings(),
        study.catalog,
        study.networks,
        study.rerun(plain),
        savepoints,
        new MemoryBudget(memory),
        progress,
        cancellation,
        "test statement");
  }

  private static ExecutionContext context(SavepointStore savepoints) {
    return context(savepoints, Progress.silent(), new Cancellation(), 4_000_000_000L);
  }

  @Test
  void goesOnBehindTheLastBatchOfACancelledRunToTheBit() {
    FileSavepoints store = new FileSavepoints(folder);
    AtomicLong now = new AtomicLong();
    LongSupplier minutes = () -> now.addAndGet(60_000_000_000L);
    Ablation mean = new Ablation.Mean();
    List<List<@Nullable Object>> whole =
        TestRows.of(
            operator(study.corpus, mean, DRAWS, Screen.NONE, System::nanoTime),
            context(SavepointStore.none()));
    Cancellation cancellation = new Cancellation();
    Progress stopping =
        (stage, fraction, tokensPerSecond, etaSeconds) -> {
          if (stage.startsWith("ablating") && savepoints() > 0) {
            cancellation.cancel();
          }
        };
    AblateExec operator = operator(study.corpus, mean, DRAWS, Screen.NONE, minutes);
    ExecutionContext stopped = context(store, stopping, cancellation, 4_000_000_000L);
    int arrays = study.networks.runtime().openArrays();
    assertThatThrownBy(() -> TestRows.of(operator, stopped))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.R506));
    assertThat(study.networks.runtime().openArrays()).isEqualTo(arrays);
    assertThat(savepoints()).isEqualTo(1);

    assertThat(TestRows.of(operator, context(store))).isEqualTo(whole);
    assertThat(lastDetail()).contains("went on behind ").contains(" of 6 sequences");
    assertThat(savepoints()).as("removed once the last row was computed").isZero();
  }

  @Test
  void aSavepointServesNoOtherStatement() {
    FileSavepoints store = new FileSavepoints(folder);
    AtomicLong now = new AtomicLong();
    LongSupplier minutes = () -> now.addAndGet(60_000_000_000L);
    Cancellation cancellation = new Cancellation();
    Progress stopping =
        (stage, fraction, tokensPerSecond, etaSeconds) -> {
          if (savepoints() > 0) {
            cancellation.cancel();
          }
        };
    ExecutionContext stopped = context(store, stopping, cancellation, 4_000_000_000L);
    AblateExec zero = operator(study.corpus, new Ablation.Zero(), NONE, Screen.NONE, minutes);
    assertThatThrownBy(() -> TestRows.of(zero, stopped)).isInstanceOf(QueryException.class);
    Ablation half = new Ablation.Fixed(0.5);
    List<List<@Nullable Object>> rows =
        TestRows.of(
            operator(study.corpus, half, NONE, Screen.NONE, System::nanoTime), context(store));
    assertThat(lastDetail()).doesNotContain("went on");
    assertThat(rows)
        .isEqualTo(
            TestRows.of(
                operator(study.corpus, half, NONE, Screen.NONE, System::nanoTime),
                context(SavepointStore.none())));
  }

  @Test
  void refusesALossThatFloat32DoesNotHold() {
    // The number is a float32, but the stream it is added to, squared, is none.
    AblateExec operator =
        operator(study.corpus, new Ablation.Fixed(1e30), NONE, Screen.NONE, System::nanoTime);
    int arrays = study.networks.runtime().openArrays();
    assertThatThrownBy(() -> TestRows.of(operator, context(SavepointStore.none())))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.A207))
        .hasMessageContaining("gpt2-a@100");
    assertThat(study.networks.runtime().openArrays()).isEqualTo(arrays);
  }

  @Test
  void losesNothingKnownWhereNoTokenCounts() {
    TokenBatch all = study.tokens;
    CorpusEntry masked =
        study.catalog.add(
            ReferenceStudy.corpus("masked", 64, 257),
            new TokenBatch(0, 6, 64, all.ids(), all.roles(), new boolean[all.counted().length]));
    for (Screen screen : List.of(Screen.NONE, new Screen(true, true, 2))) {
      List<List<@Nullable Object>> rows =
          TestRows.of(
              operator(masked, new Ablation.Zero(), NONE, screen, System::nanoTime),
              context(SavepointStore.none()));
      assertThat(rows).hasSize(screen.isEach() ? 15 : 3);
      for (List<@Nullable Object> row : rows) {
        assertThat(row.get(6)).isEqualTo(0L);
        assertThat(row.subList(7, 11)).containsOnlyNulls();
        assertThat(row.get(12)).isNull();
      }
    }
  }

  @Test
  void topBeyondTheSetAblatesAllOfItExactly() {
    List<List<@Nullable Object>> all =
        TestRows.of(
            operator(
                study.corpus,
                new Ablation.Zero(),
                NONE,
                new Screen(true, true, 1_000),
                System::nanoTime),
            context(SavepointStore.none()));
    assertThat(all).hasSize(15).allSatisfy(row -> assertThat(row.get(9)).isNotNull());
  }

  @Test
  void refusesMemoryThatHoldsNotOneSequenceBeforeAnyPass() {
    AtomicInteger passes = new AtomicInteger();
    Progress counting =
        (stage, fraction, tokensPerSecond, etaSeconds) -> {
          if (tokensPerSecond > 0) {
            passes.incrementAndGet();
          }
        };
    ExecutionContext small =
        context(SavepointStore.none(), counting, new Cancellation(), 1_000_000L);
    AblateExec operator =
        operator(study.corpus, new Ablation.Zero(), DRAWS, Screen.NONE, System::nanoTime);
    assertThatThrownBy(() -> TestRows.of(operator, small))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.R501);
              assertThat(e.hint()).contains("memory_limit");
            });
    assertThat(passes).hasValue(0);
    assertThat(small.memory().availableBytes()).isEqualTo(small.memory().limitBytes());
  }

  private static String lastDetail() {
    return study.catalog.runs.get(study.catalog.runs.size() - 1).detail();
  }

  private int savepoints() {
    String[] files = folder.toFile().list((f, name) -> name.endsWith(".savepoint"));
    return files == null ? 0 : files.length;
  }
}
