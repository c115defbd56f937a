package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.StatementEnd;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.execute.reuse.CorpusPrefixes;
import org.rhodb.engine.execute.reuse.Reuse;
import org.rhodb.engine.execute.reuse.WeightFiles;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.store.Store;
import org.rhodb.engine.store.StoreOptions;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/** Whatever was ablated before, in whatever order, rows are those of ablating it all again. */
class KeptVariantsTest {
  private static final int[] NEURONS = {3, 17, 40, 41, 99};
  private static final int QUESTIONS = 24;

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

  /** A statement. */
  private record Question(
      NeuronSet set,
      Ablation ablation,
      boolean isByLayer,
      Control control,
      Screen screen,
      Bounds bounds) {
    AblateExec operator(ExecutionContext context) {
      return new AblateExec(
          () -> set,
          study.corpus,
          ablation,
          isByLayer,
          control,
          screen,
          bounds,
          study.networks,
          context.activations());
    }
  }

  private static ExecutionContext context(
      Settings settings, Cancellation cancellation, Progress progress, Reuse reuse) {
    ExecutionContext plain = study.catalog.context(settings);
    return new ExecutionContext(
        settings,
        study.catalog,
        study.networks,
        study.rerun(plain),
        SavepointStore.none(),
        plain.memory(),
        progress,
        cancellation,
        "test statement",
        DeviceRates.DEFAULTS,
        reuse,
        StatementEnd.none());
  }

  private static List<List<@Nullable Object>> rows(
      Question question, Settings settings, Reuse reuse) {
    ExecutionContext context = context(settings, new Cancellation(), Progress.silent(), reuse);
    return TestRows.of(question.operator(context), context);
  }

  private Store store() {
    return Store.open(folder.resolve("study.rhodb"), StoreOptions.writable(1 << 28, 2));
  }

  private static Reuse reuse(Store store) {
    return new Reuse(
        store.answers(), store.sketches(), new Untouched(), new CorpusPrefixes(), true);
  }

  private static RunRecord lastRun() {
    return study.catalog.runs.get(study.catalog.runs.size() - 1);
  }

  /** Each run of a stack of its own has the same products whatever else runs: the same bits. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void givesTheSameBitsInAnyOrderOfStatements(long seed) {
    List<Question> questions = questions(new Random(seed));
    Settings alone = Settings.DEFAULTS.with(Setting.STACK_TOKENS, "1");
    Map<Question, List<List<@Nullable Object>>> expected = new HashMap<>();
    questions.forEach(each -> expected.put(each, rows(each, alone, Reuse.none())));
    int served = 0;
    int partly = 0;
    try (Store store = store()) {
      Reuse reuse = reuse(store);
      for (int turn = 0; turn < 2; turn++) {
        Collections.shuffle(questions, new Random(seed + turn));
        for (Question question : questions) {
          List<List<@Nullable Object>> found = rows(question, alone, reuse);
          assertThat(found).hasSameSizeAs(expected.get(question));
          for (int r = 0; r < found.size(); r++) {
            assertThat(found.get(r))
                .as(question.toString())
                .isEqualTo(expected.get(question).get(r));
          }
          boolean isKept = lastRun().detail().contains("kept answer");
          served += isKept && lastRun().forwardPasses() == 0 ? 1 : 0;
          partly += isKept && lastRun().forwardPasses() > 0 ? 1 : 0;
        }
      }
    }
    assertThat(served).isGreaterThan(QUESTIONS / 2);
    assertThat(partly).isPositive();
  }

  @Test
  void givesTheSameWithinRoundingWhereRunsShareAStack() {
    List<Question> questions = questions(new Random(5));
    try (Store store = store()) {
      for (Question question : questions) {
        ReferenceStudy.assertSame(
            rows(question, Settings.DEFAULTS, reuse(store)),
            rows(question, Settings.DEFAULTS, Reuse.none()));
      }
    }
  }

  private static List<Question> questions(RandomGenerator random) {
    List<Question> questions = new ArrayList<>();
    while (questions.size() < QUESTIONS) {
      Ablation ablation =
          List.of(new Ablation.Zero(), new Ablation.Mean(), new Ablation.Resample(1))
              .get(random.nextInt(3));
      Control control =
          switch (random.nextInt(4)) {
            case 0 -> new Control(Control.Kind.NONE, 0, 0);
            case 1 -> new Control(Control.Kind.MATCHED, 1, 0);
            default -> new Control(Control.Kind.RANDOM, 1 + random.nextInt(3), 1);
          };
      Screen screen =
          switch (random.nextInt(4)) {
            case 0 -> new Screen(true, false, Integer.MAX_VALUE);
            case 1 -> new Screen(true, true, random.nextBoolean() ? 3 : Integer.MAX_VALUE);
            default -> Screen.NONE;
          };
      if (screen.isEach()) {
        control = new Control(Control.Kind.NONE, 0, 0);
      }
      Bounds bounds =
          random.nextInt(3) > 0
              ? Bounds.NONE
              : Bounds.of(
                  random.nextBoolean() ? "layer" : "neuron", ColumnBounds.oneOf(Set.of(1L, 17L)));
      questions.add(
          new Question(set(random), ablation, random.nextBoolean(), control, screen, bounds));
    }
    return questions;
  }

  private static NeuronSet set(RandomGenerator random) {
    NeuronSet.Builder set = NeuronSet.builder();
    int neurons = random.nextBoolean() ? 3 : 5;
    for (int layer = 0; layer < (random.nextBoolean() ? 2 : 3); layer++) {
      for (int n = 0; n < neurons; n++) {
        set.add(study.a, study.a.lastCheckpoint(), layer, NEURONS[n]);
        if (random.nextInt(8) == 0) {
          set.add(study.b, study.b.lastCheckpoint(), layer, NEURONS[n]);
        }
      }
    }
    return set.build();
  }

  private static Question draws(int draws) {
    return new Question(
        ReferenceStudy.neurons(study.a, List.of(0, 2), NEURONS),
        new Ablation.Zero(),
        true,
        draws == 0
            ? new Control(Control.Kind.NONE, 0, 0)
            : new Control(Control.Kind.RANDOM, draws, 7),
        Screen.NONE,
        Bounds.NONE);
  }

  @Test
  void leavesNothingOfARunThatWasStoppedAndAllOfWhatFinished() {
    Question question = draws(3);
    try (Store store = store()) {
      Reuse reuse = reuse(store);
      Cancellation cancellation = new Cancellation();
      ExecutionContext stopped =
          context(
              Settings.DEFAULTS.with(Setting.BATCH_TOKENS, "64"),
              cancellation,
              (stage, fraction, tokensPerSecond, eta) -> {
                if (fraction > 0.5) {
                  cancellation.cancel();
                }
              },
              reuse);
      assertThatThrownBy(() -> TestRows.of(question.operator(stopped), stopped))
          .hasMessageContaining("cancel");
      List<List<@Nullable Object>> expected = rows(question, Settings.DEFAULTS, Reuse.none());
      assertThat(rows(question, Settings.DEFAULTS, reuse)).isEqualTo(expected);
      assertThat(lastRun().detail()).doesNotContain("kept");
      assertThat(rows(question, Settings.DEFAULTS, reuse)).isEqualTo(expected);
      assertThat(lastRun().detail()).contains("kept answer of run ").contains("8 of 8 variants");
      assertThat(lastRun().flops()).isZero();
    }
  }

  @Test
  void computesOnlyDrawsThatAreNewAndNothingWithReuseOff() {
    try (Store store = store()) {
      Reuse reuse = reuse(store);
      rows(draws(0), Settings.DEFAULTS, reuse);
      rows(draws(4), Settings.DEFAULTS, reuse);
      assertThat(lastRun().detail()).contains("for 2 of 10 variants", "8 ablated passes");
      rows(draws(6), Settings.DEFAULTS, reuse);
      assertThat(lastRun().detail())
          .contains("kept answers of runs ", "for 10 of 14 variants", "4 ablated passes");
      // another method, another batch: other last bits
      rows(draws(6), Settings.DEFAULTS.with(Setting.TILED_LOSS, "false"), reuse);
      assertThat(lastRun().detail()).contains("14 ablated passes").doesNotContain("kept");
      rows(draws(6), Settings.DEFAULTS.with(Setting.BATCH_TOKENS, "64"), reuse);
      assertThat(lastRun().detail()).contains("14 ablated passes").doesNotContain("kept");
      rows(draws(6), Settings.DEFAULTS.with(Setting.REUSE, "false"), reuse);
      assertThat(lastRun().detail()).contains("14 ablated passes").doesNotContain("kept");
    }
  }

  /** Weights that never change. */
  private static final class Untouched implements WeightFiles {
    @Override
    public String fingerprint(CheckpointEntry checkpoint) {
      return "as it was";
    }

    @Override
    public void verify(CheckpointEntry checkpoint) {
      throw new IllegalStateException("nothing changed");
    }
  }
}
