package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

class AblateExecTest {
  private static final Control NO_CONTROL = new Control(Control.Kind.NONE, 0, 0);
  private static final int[] FIVE = {3, 17, 40, 41, 99};
  private static final List<Integer> ALL = List.of(0, 1, 2);
  private static final int LAYER = 2;
  private static final int SELECTION = 3;
  private static final int DRAW = 4;
  private static final int LOSS = 8;

  private static ReferenceStudy study;

  @BeforeAll
  static void openStudy() {
    study = new ReferenceStudy();
  }

  @AfterAll
  static void closeStudy() {
    study.close();
  }

  @Test
  void agreesWithAnIndependentImplementationWithin1e5() {
    int compared = 0;
    for (ModelEntry model : List.of(study.a, study.b)) {
      NeuronSet set = ReferenceStudy.neurons(model, ALL, FIVE);
      for (Ablation ablation : List.of(new Ablation.Zero(), new Ablation.Mean())) {
        String method = ablation instanceof Ablation.Mean ? "mean" : "zero";
        for (List<@Nullable Object> row : run(set, ablation, true, NO_CONTROL, Bounds.NONE, 0)) {
          String key = model.name() + "," + method + "," + row.get(LAYER) + ",";
          String line =
              ReferenceModels.lines("ablation.csv").stream()
                  .filter(l -> l.startsWith(key))
                  .findFirst()
                  .orElseThrow();
          String[] expected = line.split(",");
          assertThat(number(row, 7)).isCloseTo(Double.parseDouble(expected[4]), within(1e-5));
          assertThat(number(row, LOSS)).isCloseTo(Double.parseDouble(expected[5]), within(1e-5));
          assertThat(number(row, 10)).isCloseTo(Double.parseDouble(expected[6]), within(1e-5));
          assertThat(row.get(6)).isEqualTo(Long.valueOf(expected[7]));
          assertThat(number(row, 9)).isEqualTo(number(row, LOSS) - number(row, 7));
          assertThat(row.get(5)).isEqualTo(5L);
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(12);
  }

  @Test
  void doesNotDependOnTheBatchSize() {
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, FIVE);
    Control control = new Control(Control.Kind.RANDOM, 2, 5);
    for (Ablation ablation :
        List.of(new Ablation.Mean(), new Ablation.Resample(3), new Ablation.Fixed(0.25))) {
      List<List<@Nullable Object>> whole = run(set, ablation, true, control, Bounds.NONE, 0);
      for (int batchTokens : new int[] {1, 128, 256}) {
        List<List<@Nullable Object>> rows =
            run(set, ablation, true, control, Bounds.NONE, batchTokens);
        assertThat(rows).hasSameSizeAs(whole);
        for (int i = 0; i < rows.size(); i++) {
          assertThat(rows.get(i).subList(0, 7)).isEqualTo(whole.get(i).subList(0, 7));
          for (int column = 7; column <= 10; column++) {
            // float32 matrix products round differently by shape: 1e-6 of a loss near 8
            assertThat(number(rows.get(i), column))
                .isCloseTo(number(whole.get(i), column), within(8e-6));
          }
        }
      }
    }
  }

  @Test
  void ablatesAllLayersTogetherInOneRun() {
    NeuronSet set = ReferenceStudy.neurons(study.a, List.of(0, 2), FIVE);
    List<@Nullable Object> row =
        run(set, new Ablation.Zero(), false, NO_CONTROL, Bounds.NONE, 0).get(0);
    try (Network network = study.networks.open(study.a.lastCheckpoint());
        CleanPass clean = network.openCleanPass(study.tokens)) {
      NeuronReplacement both =
          NeuronReplacement.none()
              .withConstants(0, FIVE, new float[5])
              .withConstants(2, FIVE, new float[5]);
      assertThat(number(row, LOSS))
          .isCloseTo(clean.ablate(both).lossSum() / clean.tokens(), within(1e-9));
    }
    assertThat(row.get(LAYER)).isNull();
    assertThat(row.get(SELECTION)).isEqualTo("chosen");
    assertThat(row.get(DRAW)).isNull();
    assertThat(row.get(5)).isEqualTo(10L);
  }

  @Test
  void zeroIsTheFixedValueZero() {
    NeuronSet set = ReferenceStudy.neurons(study.b, ALL, FIVE);
    assertThat(run(set, new Ablation.Fixed(0), true, NO_CONTROL, Bounds.NONE, 0))
        .isEqualTo(run(set, new Ablation.Zero(), true, NO_CONTROL, Bounds.NONE, 0));
  }

  @Test
  void resamplingIsTheSameForTheSameSeed() {
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, FIVE);
    List<List<@Nullable Object>> once =
        run(set, new Ablation.Resample(1), true, NO_CONTROL, Bounds.NONE, 0);
    assertThat(run(set, new Ablation.Resample(1), true, NO_CONTROL, Bounds.NONE, 0))
        .isEqualTo(once);
    assertThat(run(set, new Ablation.Resample(2), true, NO_CONTROL, Bounds.NONE, 0))
        .isNotEqualTo(once);
  }

  @Test
  void listsEveryDrawBesideTheChosen() {
    NeuronSet set = ReferenceStudy.neurons(study.a, List.of(0, 2), FIVE);
    List<List<@Nullable Object>> rows =
        run(set, new Ablation.Zero(), true, new Control(Control.Kind.RANDOM, 3, 1), Bounds.NONE, 0);
    assertThat(rows).extracting(r -> r.get(LAYER)).containsExactly(0, 0, 0, 0, 2, 2, 2, 2);
    assertThat(rows)
        .extracting(r -> r.get(SELECTION))
        .startsWith("chosen", "random", "random", "random", "chosen");
    assertThat(rows).extracting(r -> r.get(DRAW)).startsWith(null, 1, 2, 3, null, 1);
    assertThat(rows).extracting(r -> r.get(5)).containsOnly(5L);
    // a layer's draws are its own: they do not change when other layers are left out
    NeuronSet alone = ReferenceStudy.neurons(study.a, List.of(2), FIVE);
    Control control = new Control(Control.Kind.RANDOM, 3, 1);
    ReferenceStudy.assertSame(
        run(alone, new Ablation.Zero(), true, control, Bounds.NONE, 0), rows.subList(4, 8));
  }

  @Test
  void controlsAreOthersOfTheSameLayers() {
    NeuronSet.Members members =
        ReferenceStudy.neurons(study.a, List.of(0, 2), FIVE).members().get(0);
    AblateVariants variants =
        new AblateVariants(
            false, new Control(Control.Kind.RANDOM, 10, 1), Screen.NONE, Bounds.NONE);
    List<AblateVariant> list = variants.list(members, null);
    assertThat(list).hasSize(11);
    for (AblateVariant control : list.subList(1, 11)) {
      assertThat(control.neurons().keySet()).containsExactly(0, 2);
      control
          .neurons()
          .forEach(
              (layer, neurons) -> {
                assertThat(neurons).hasSize(5).doesNotContain(FIVE);
                assertThat(Set.of(layer)).isSubsetOf(Set.of(0, 2));
              });
    }
  }

  @Test
  void matchedControlsAreNearestInDeviationTimesOutputNorm() {
    NeuronSet set = ReferenceStudy.neurons(study.a, List.of(1), FIVE);
    List<List<@Nullable Object>> rows =
        run(
            set,
            new Ablation.Zero(),
            true,
            new Control(Control.Kind.MATCHED, 1, 0),
            Bounds.NONE,
            0);
    assertThat(rows).extracting(r -> r.get(SELECTION)).containsExactly("chosen", "matched");
    BitSet chosen = new BitSet();
    for (int neuron : FIVE) {
      chosen.set(neuron);
    }
    try (Network network = study.networks.open(study.a.lastCheckpoint());
        ActivationMatrix matrix = network.openActivations(study.tokens, 1, 1);
        CleanPass clean = network.openCleanPass(study.tokens)) {
      float[] values = matrix.toArray();
      double[] weight = new double[ReferenceStudy.D_MLP];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = deviation(values, i) * network.outputNorms(1)[i];
      }
      int[] expected = NeuronDraw.matched(chosen, weight).stream().toArray();
      double loss =
          clean.ablate(NeuronReplacement.none().withConstants(1, expected, new float[5])).lossSum();
      assertThat(number(rows.get(1), LOSS))
          .isCloseTo(loss / clean.tokens(), within(ReferenceStudy.STACKED));
    }
  }

  @Test
  void runsOnlyTheVariantsTheQueryWants() {
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, FIVE);
    Control control = new Control(Control.Kind.RANDOM, 3, 1);
    List<List<@Nullable Object>> all = run(set, new Ablation.Mean(), true, control, Bounds.NONE, 0);
    Map<String, ColumnBounds> wanted =
        Map.of(
            "layer", ColumnBounds.between(1, 2),
            "selection", ColumnBounds.oneOf(Set.of("random")),
            "draw", ColumnBounds.oneOf(Set.of(2L)));
    Bounds bounds = new Bounds(wanted, 0, Bounds.ALL_ROWS, Bounds.ALL_ROWS, false, Set.of());
    List<List<@Nullable Object>> some = run(set, new Ablation.Mean(), true, control, bounds, 0);
    assertThat(some).hasSize(2);
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (List<@Nullable Object> row : all) {
      if (!row.get(LAYER).equals(0) && Integer.valueOf(2).equals(row.get(DRAW))) {
        expected.add(row);
      }
    }
    ReferenceStudy.assertSame(some, expected);
    Bounds nothing = Bounds.of("model", ColumnBounds.oneOf(Set.of("other")));
    assertThat(run(set, new Ablation.Mean(), true, control, nothing, 0)).isEmpty();
  }

  @Test
  void refusesATooSmallLayerBeforeAnyModelRuns() {
    int[] most = new int[100];
    for (int i = 0; i < most.length; i++) {
      most[i] = i;
    }
    NeuronSet set = ReferenceStudy.neurons(study.a, List.of(1), most);
    int runs = study.catalog.runs.size();
    for (Control.Kind kind : List.of(Control.Kind.RANDOM, Control.Kind.MATCHED)) {
      assertThatThrownBy(
              () -> run(set, new Ablation.Zero(), true, new Control(kind, 1, 1), Bounds.NONE, 0))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.A207))
          .hasMessage(
              "layer 1 of gpt2-a@100 has 28 neurons that are not chosen, fewer than the 100 that"
                  + " are: no control of that size can be drawn");
    }
    assertThat(study.catalog.runs).hasSize(runs);
  }

  @Test
  void refusesACorpusTheModelCannotRead() {
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, FIVE);
    CorpusEntry wide = ReferenceStudy.corpus("wide", 64, 50257);
    ExecutionContext context = study.context(0);
    AblateExec operator =
        new AblateExec(
            () -> set,
            wide,
            new Ablation.Zero(),
            true,
            NO_CONTROL,
            Screen.NONE,
            Bounds.NONE,
            study.networks,
            study.rerun(context));
    assertThatThrownBy(() -> TestRows.of(operator, context))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.A210));
  }

  @Test
  void stopsWhenCancelledAndLeavesNothingOnTheDevice() {
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, FIVE);
    ExecutionContext context = study.context(64);
    AblateExec operator =
        operator(set, new Ablation.Mean(), true, NO_CONTROL, Bounds.NONE, context);
    int arrays = study.networks.runtime().openArrays();
    context.cancellation().cancel();
    try (RowSource rows = operator.open(context)) {
      assertThatThrownBy(() -> rows.next(new RowBatch(operator.columns(), 8)))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.R506));
    }
    assertThat(study.networks.runtime().openArrays()).isEqualTo(arrays);
    assertThat(context.memory().availableBytes()).isEqualTo(context.memory().limitBytes());
  }

  @Test
  void entersItsRunWithSeedsAndWhatTheSuffixesSaved() {
    NeuronSet set = ReferenceStudy.neurons(study.a, List.of(2), FIVE);
    run(
        set,
        new Ablation.Resample(9),
        true,
        new Control(Control.Kind.RANDOM, 3, 4),
        Bounds.NONE,
        0);
    RunRecord run = study.catalog.runs.get(study.catalog.runs.size() - 1);
    assertThat(run.operator()).isEqualTo("ablate");
    assertThat(run.rows()).isEqualTo(4);
    assertThat(run.tokens()).isEqualTo(378);
    assertThat(run.forwardPasses()).isOne();
    assertThat(run.seeds()).isEqualTo("resample=9 draws=4");
    assertThat(run.corpusHash()).isEqualTo("c0 mask=bos");
    assertThat(run.detail()).startsWith("4 ablated passes ran 0 of 12 layers; ");
    CheckpointEntry checkpoint = study.a.lastCheckpoint();
    assertThat(run.checkpoints()).isEqualTo("gpt2-a@100=" + checkpoint.weightsHash());
  }

  private static List<List<@Nullable Object>> run(
      NeuronSet set,
      Ablation ablation,
      boolean isByLayer,
      Control control,
      Bounds bounds,
      int batchTokens) {
    ExecutionContext context = study.context(batchTokens);
    return TestRows.of(operator(set, ablation, isByLayer, control, bounds, context), context);
  }

  private static AblateExec operator(
      NeuronSet set,
      Ablation ablation,
      boolean isByLayer,
      Control control,
      Bounds bounds,
      ExecutionContext context) {
    return new AblateExec(
        () -> set,
        study.corpus,
        ablation,
        isByLayer,
        control,
        Screen.NONE,
        bounds,
        study.networks,
        study.rerun(context));
  }

  private static double deviation(float[] values, int neuron) {
    int rows = values.length / ReferenceStudy.D_MLP;
    double mean = 0;
    for (int r = 0; r < rows; r++) {
      mean += values[r * ReferenceStudy.D_MLP + neuron] / (double) rows;
    }
    double squares = 0;
    for (int r = 0; r < rows; r++) {
      double d = values[r * ReferenceStudy.D_MLP + neuron] - mean;
      squares += d * d;
    }
    return Math.sqrt(squares / rows);
  }

  private static double number(List<@Nullable Object> row, int column) {
    return (Double) row.get(column);
  }
}
