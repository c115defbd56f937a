package org.rhodb.engine.execute.persist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.TestCatalog;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.settings.Settings;

class PersistExecTest {
  private final TestCatalog catalog = new TestCatalog();
  private NeuronSet set;

  @BeforeEach
  void chooseNeurons() {
    ModelEntry a = catalog.add("a", TestCatalog.config(2, 4), 10, 20, 30, 40);
    ModelEntry b = catalog.add("b", TestCatalog.config(2, 4), 10, 20, 40);
    NeuronSet.Builder builder = NeuronSet.builder();
    // a: step 10 {0.0, 0.1, 1.3}, step 20 nothing, step 40 {0.1, 1.0, 1.3}; step 30 in nobody's
    add(builder, a, 0, new int[][] {{0, 0}, {0, 1}, {1, 3}});
    add(builder, a, 3, new int[][] {{0, 1}, {1, 0}, {1, 3}});
    // b: step 20 {0.2}, step 40 {0.2, 0.3}
    add(builder, b, 1, new int[][] {{0, 2}});
    add(builder, b, 2, new int[][] {{0, 2}, {0, 3}});
    set = builder.build();
  }

  @Test
  void comparesEachStepOfTheInputWithTheNext() {
    assertThat(rows(false))
        .containsExactly(
            row("a", null, 10L, 20L, 3L, 0L, 0L, 0L, 3L, 0.0, 2 / 3.0, 0.0, 0.0),
            row("a", null, 20L, 40L, 0L, 3L, 0L, 3L, 0L, null, null, 0.0, null),
            row("b", null, 10L, 20L, 0L, 1L, 0L, 1L, 0L, null, null, 0.0, null),
            row("b", null, 20L, 40L, 1L, 2L, 1L, 1L, 0L, 1.0, 1.0, 0.5, 0.5));
  }

  @Test
  void comparesLayerByLayerWithEveryLayerOfTheModel() {
    List<List<@Nullable Object>> rows = rows(true);
    assertThat(rows).hasSize(8);
    assertThat(rows.get(1))
        .isEqualTo(row("a", 1, 10L, 20L, 1L, 0L, 0L, 0L, 1L, 0.0, 1.0, 0.0, 0.0));
    assertThat(rows.get(7))
        .isEqualTo(row("b", 1, 20L, 40L, 0L, 0L, 0L, 0L, 0L, null, null, null, null));
  }

  @Test
  void layersAddUpToTheModel() {
    for (List<@Nullable Object> whole : rows(false)) {
      for (int column = 4; column <= 8; column++) {
        int at = column;
        long sum =
            rows(true).stream()
                .filter(r -> r.get(0).equals(whole.get(0)) && r.get(2).equals(whole.get(2)))
                .mapToLong(r -> (Long) r.get(at))
                .sum();
        assertThat(sum).isEqualTo(whole.get(column));
      }
    }
  }

  @Test
  void givesNoRowForOneCheckpointOrNone() {
    ModelEntry a = catalog.models().get(0);
    NeuronSet one = NeuronSet.builder().add(a, a.checkpoints().get(0), 0, 0).build();
    assertThat(TestRows.of(new PersistExec(() -> one, false), context())).isEmpty();
    NeuronSet none = NeuronSet.builder().build();
    assertThat(TestRows.of(new PersistExec(() -> none, true), context())).isEmpty();
  }

  @Test
  void asksForItsInputOnlyWhenRowsAreAskedFor() {
    PersistExec operator =
        new PersistExec(
            () -> {
              throw new AssertionError("input was read");
            },
            false);
    operator.plan(context());
    operator.open(context()).close();
    assertThat(catalog.runs).isEmpty();
  }

  @Test
  void entersItsRun() {
    rows(false);
    RunRecord run = catalog.runs.get(0);
    assertThat(run.operator()).isEqualTo("persist");
    assertThat(run.rows()).isEqualTo(4);
    assertThat(run.checkpoints()).contains("a@10=").contains("b@40=");
    assertThat(run.statement()).isEqualTo("test statement");
  }

  private List<List<@Nullable Object>> rows(boolean isByLayer) {
    return TestRows.of(new PersistExec(() -> set, isByLayer), context());
  }

  private ExecutionContext context() {
    return catalog.context(Settings.DEFAULTS);
  }

  private static void add(
      NeuronSet.Builder builder, ModelEntry model, int ordinal, int[][] neurons) {
    for (int[] neuron : neurons) {
      builder.add(model, model.checkpoints().get(ordinal), neuron[0], neuron[1]);
    }
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
