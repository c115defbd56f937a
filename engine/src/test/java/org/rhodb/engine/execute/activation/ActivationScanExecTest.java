package org.rhodb.engine.execute.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.corpus.Tokenizer;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

class ActivationScanExecTest {
  private static final int SEQUENCE = 4;
  private static final int ACTIVATION = 8;

  private static ReferenceStudy study;
  private static List<List<@Nullable Object>> everything;

  @BeforeAll
  static void openStudy() {
    study = new ReferenceStudy();
    everything = run(Bounds.NONE, 128);
  }

  @AfterAll
  static void closeStudy() {
    study.close();
  }

  @Test
  void givesTheNetworksOwnMatrixTokenByToken() {
    try (Network network = study.networks.open(study.a.lastCheckpoint());
        ActivationMatrix matrix = network.openActivations(study.tokens, 0, 2)) {
      float[] values = matrix.toArray();
      assertThat(everything).hasSize(values.length).hasSize(378 * 3 * 128);
      for (int i = 0; i < values.length; i += 97) {
        List<@Nullable Object> row = everything.get(i);
        int column = i % (3 * 128);
        // batches of two sequences and of six round differently: a few units of the last place
        assertThat((Double) row.get(ACTIVATION))
            .isCloseTo(values[i], org.assertj.core.api.Assertions.within(1e-5));
        assertThat(row.get(0)).isEqualTo("gpt2-a");
        assertThat(row.get(1)).isEqualTo(ReferenceStudy.STEP);
        assertThat(row.get(2)).isEqualTo(column / 128);
        assertThat(row.get(3)).isEqualTo(column % 128);
        int token = i / (3 * 128);
        assertThat(row.get(SEQUENCE)).isEqualTo((long) (token / 63));
        assertThat(row.get(5)).isEqualTo(1 + token % 63);
        int id = study.tokens.ids()[token / 63 * 64 + 1 + token % 63];
        assertThat(row.get(6)).isEqualTo(id);
        assertThat(row.get(7)).isEqualTo(Tokenizer.named("bytes").text(id));
      }
    }
  }

  @Test
  void givesInBoundsWhatItGivesWithout() {
    int aByte = study.tokens.ids()[70];
    String text = Tokenizer.named("bytes").text(aByte);
    List<Map<String, ColumnBounds>> cases =
        List.of(
            Map.of("layer", ColumnBounds.between(1, 1)),
            Map.of("layer", ColumnBounds.oneOf(Set.of(0L, 2L)), "neuron", one(17)),
            Map.of("sequence", ColumnBounds.between(2, 3), "neuron", ColumnBounds.between(0, 3)),
            Map.of("sequence", one(5), "position", ColumnBounds.between(60, 99)),
            Map.of("token_id", one(aByte)),
            Map.of("token", ColumnBounds.oneOf(Set.of(text)), "layer", one(2)),
            Map.of("activation", ColumnBounds.between(1.5, Double.POSITIVE_INFINITY)),
            Map.of("layer", one(7)),
            Map.of("sequence", one(100)),
            Map.of("model", ColumnBounds.oneOf(Set.of("gpt2-b"))),
            Map.of("checkpoint", one(5)));
    for (Map<String, ColumnBounds> columns : cases) {
      Bounds bounds = bounds(columns, Bounds.ALL_ROWS, Bounds.ALL_ROWS);
      assertThat(run(bounds, 128)).as(bounds.describe()).isEqualTo(admitted(columns));
    }
  }

  @Test
  void keepsTheHighestAndTheirTies() {
    for (int k : new int[] {1, 20, 500}) {
      Map<String, ColumnBounds> columns = Map.of("layer", ColumnBounds.between(0, 1));
      List<List<@Nullable Object>> sorted = admitted(columns);
      sorted.sort(Comparator.comparing((List<@Nullable Object> r) -> -(Double) r.get(ACTIVATION)));
      List<List<@Nullable Object>> top = run(bounds(columns, k, Bounds.ALL_ROWS), 128);
      assertThat(top).containsAll(sorted.subList(0, k));
      double last = (Double) sorted.get(k - 1).get(ACTIVATION);
      assertThat(top).allMatch(r -> (Double) r.get(ACTIVATION) >= last);
    }
  }

  @Test
  void keepsEveryTieOfTheLastRow() {
    TopActivations top = new TopActivations(2);
    float[] values = {1, 5, 3, 3, Float.NaN, 3, 0, 3};
    for (float value : values) {
      top.offer(new ActivationRow(0, 0, 0, 0, 0, 0, value));
    }
    assertThat(top.rows())
        .extracting(ActivationRow::activation)
        .containsExactly(5f, 3f, 3f, 3f, 3f);
  }

  @Test
  void stopsAtTheRowLimit() {
    assertThat(run(bounds(Map.of(), Bounds.ALL_ROWS, 1000), 128))
        .isEqualTo(everything.subList(0, 1000));
  }

  @Test
  void refusesMoreRowsThanAllowedAndSaysHowToNarrowThem() {
    ExecutionContext small = context(Settings.DEFAULTS.with(Setting.MAX_ROWS, "1000"));
    assertThatThrownBy(() -> operator(Bounds.NONE, small).open(small))
        .hasMessage("the activations on 'reference' are 145,152 rows; max_rows is 1,000")
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.U303);
              assertThat(e.hint()).contains("WHERE layer = ").contains("neuron = ");
            });
    assertThatThrownBy(() -> operator(Bounds.NONE, small).plan(small))
        .isInstanceOf(QueryException.class);
    Bounds positive =
        bounds(Map.of("activation", ColumnBounds.between(0, 9)), Long.MAX_VALUE, Long.MAX_VALUE);
    assertThatThrownBy(() -> TestRows.of(operator(positive, small), small))
        .isInstanceOf(QueryException.class);
    Bounds one = bounds(Map.of("layer", one(0), "neuron", one(3)), Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(TestRows.of(operator(one, small), small)).hasSize(378);
    Bounds top = bounds(Map.of(), 5, Long.MAX_VALUE);
    assertThat(TestRows.of(operator(top, small), small)).hasSize(5);
  }

  @Test
  void plansOnlyTheLayersItNeeds() {
    ExecutionContext context = context(Settings.DEFAULTS);
    OperatorPlan all = operator(Bounds.NONE, context).plan(context);
    OperatorPlan first = operator(Bounds.of("layer", one(0)), context).plan(context);
    assertThat(first.flops()).isLessThan(all.flops() / 2.9);
    assertThat(first.forwardPasses()).isOne();
    assertThat(first.notes()).containsExactly("gpt2-a@100: layers 0 to 0, 128 neurons");
  }

  @Test
  void entersItsRunAlsoWhenItsReaderStops() {
    ExecutionContext context = context(Settings.DEFAULTS);
    ActivationScanExec operator = operator(Bounds.NONE, context);
    try (RowSource rows = operator.open(context)) {
      rows.next(new org.rhodb.engine.row.RowBatch(operator.columns(), 10));
    }
    RunRecord run = study.catalog.runs.get(study.catalog.runs.size() - 1);
    assertThat(run.operator()).isEqualTo("activations");
    assertThat(run.rows()).isEqualTo(10);
    assertThat(run.detail()).isEqualTo("its reader stopped after 10 rows");
    assertThat(study.networks.runtime().openArrays()).isZero();
  }

  private static List<List<@Nullable Object>> run(Bounds bounds, int batchTokens) {
    ExecutionContext context =
        context(Settings.DEFAULTS.with(Setting.BATCH_TOKENS, Integer.toString(batchTokens)));
    return TestRows.of(operator(bounds, context), context);
  }

  private static ActivationScanExec operator(Bounds bounds, ExecutionContext context) {
    List<CheckpointEntry> checkpoints = List.of(study.a.lastCheckpoint());
    return new ActivationScanExec(checkpoints, study.corpus, bounds, study.rerun(context));
  }

  private static ExecutionContext context(Settings settings) {
    return study.catalog.context(settings);
  }

  private static List<List<@Nullable Object>> admitted(Map<String, ColumnBounds> columns) {
    Map<Integer, ColumnBounds> byPlace = new HashMap<>();
    for (int i = 0; i < ActivationScanExec.COLUMNS.size(); i++) {
      ColumnBounds bound = columns.get(ActivationScanExec.COLUMNS.get(i).name());
      if (bound != null) {
        byPlace.put(i, bound);
      }
    }
    List<List<@Nullable Object>> admitted = new ArrayList<>();
    for (List<@Nullable Object> row : everything) {
      if (byPlace.entrySet().stream().allMatch(e -> e.getValue().admits(row.get(e.getKey())))) {
        admitted.add(row);
      }
    }
    return admitted;
  }

  private static Bounds bounds(Map<String, ColumnBounds> columns, long topK, long rowLimit) {
    return new Bounds(columns, 0, topK, rowLimit, false, Set.of());
  }

  private static ColumnBounds one(long value) {
    return ColumnBounds.oneOf(Set.of(value));
  }
}
