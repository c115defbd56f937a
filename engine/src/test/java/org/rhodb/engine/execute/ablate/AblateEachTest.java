package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/** {@code ABLATE ... EACH} and {@code ESTIMATE BY GRADIENT}. */
class AblateEachTest {
  private static final Screen EACH = new Screen(true, false, Integer.MAX_VALUE);
  private static final Screen ESTIMATED = new Screen(true, true, Integer.MAX_VALUE);
  private static final int[] NEURONS = {3, 17, 40};
  private static final List<Integer> ALL = List.of(0, 1, 2);
  private static final int DELTA = 9;
  private static final int NEURON = 11;
  private static final int ESTIMATE = 12;

  private static ReferenceStudy study;

  @BeforeAll
  static void openStudy() {
    study = new ReferenceStudy();
  }

  @AfterAll
  static void closeStudy() {
    study.close();
  }

  private static List<List<@Nullable Object>> run(
      NeuronSet set, Ablation ablation, Screen screen, Bounds bounds, int batchTokens) {
    ExecutionContext context = study.context(batchTokens);
    Control none = new Control(Control.Kind.NONE, 0, 0);
    return TestRows.of(
        new AblateExec(
            () -> set,
            study.corpus,
            ablation,
            false,
            none,
            screen,
            bounds,
            study.networks,
            study.rerun(context)),
        context);
  }

  private static double number(List<@Nullable Object> row, int column) {
    return (Double) row.get(column);
  }

  @Test
  void eachIsTheAblationOfOneRowAtATime() {
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, NEURONS);
    for (Ablation ablation :
        List.of(new Ablation.Mean(), new Ablation.Zero(), new Ablation.Resample(2))) {
      List<List<@Nullable Object>> each = run(set, ablation, EACH, Bounds.NONE, 0);
      assertThat(each).hasSize(9);
      for (List<@Nullable Object> row : each) {
        int layer = (Integer) row.get(2);
        int neuron = (Integer) row.get(NEURON);
        NeuronSet one = ReferenceStudy.neurons(study.a, List.of(layer), neuron);
        List<@Nullable Object> alone = run(one, ablation, Screen.NONE, Bounds.NONE, 0).get(0);
        assertThat(row.get(5)).isEqualTo(1L);
        assertThat(row.get(6)).isEqualTo(alone.get(6));
        for (int column = 7; column <= 10; column++) {
          assertThat(number(row, column)).isCloseTo(number(alone, column), within(2e-6));
        }
        assertThat(alone.get(NEURON)).isNull();
        assertThat(row.get(ESTIMATE)).isNull();
      }
    }
  }

  @Test
  void estimatesStandBesideTheExactNumbersAndDoNotDependOnTheBatch() {
    NeuronSet set = ReferenceStudy.neurons(study.b, ALL, NEURONS);
    List<List<@Nullable Object>> exact = run(set, new Ablation.Mean(), EACH, Bounds.NONE, 0);
    List<List<@Nullable Object>> both = run(set, new Ablation.Mean(), ESTIMATED, Bounds.NONE, 0);
    List<List<@Nullable Object>> small = run(set, new Ablation.Mean(), ESTIMATED, Bounds.NONE, 64);
    for (int i = 0; i < exact.size(); i++) {
      assertThat(both.get(i).subList(0, 7)).isEqualTo(exact.get(i).subList(0, 7));
      assertThat(number(both.get(i), DELTA)).isCloseTo(number(exact.get(i), DELTA), within(1e-6));
      double estimate = number(both.get(i), ESTIMATE);
      assertThat(number(small.get(i), ESTIMATE)).isCloseTo(estimate, within(1e-6));
    }
    RunRecord run = study.catalog.runs.get(study.catalog.runs.size() - 1);
    assertThat(run.detail()).startsWith("9 neurons estimated; 9 ablated passes");
  }

  @Test
  void topAblatesThoseOfGreatestEstimateWhateverTheQueryDrops() {
    NeuronSet set = ReferenceStudy.neurons(study.a, ALL, NEURONS);
    List<List<@Nullable Object>> all = run(set, new Ablation.Zero(), ESTIMATED, Bounds.NONE, 0);
    List<List<@Nullable Object>> top =
        run(set, new Ablation.Zero(), new Screen(true, true, 4), Bounds.NONE, 0);
    List<List<@Nullable Object>> greatest = new ArrayList<>(all);
    greatest.sort(Comparator.comparingDouble(row -> -Math.abs(number(row, ESTIMATE))));
    for (int i = 0; i < all.size(); i++) {
      boolean isExact = greatest.indexOf(all.get(i)) < 4;
      assertThat(top.get(i).get(DELTA) != null).isEqualTo(isExact);
      assertThat(top.get(i).get(8) != null).isEqualTo(isExact);
      assertThat(top.get(i).get(10) != null).isEqualTo(isExact);
      assertThat(number(top.get(i), 7)).isEqualTo(number(all.get(i), 7));
      assertThat(number(top.get(i), ESTIMATE)).isEqualTo(number(all.get(i), ESTIMATE));
    }
    // A filter that moved into the operator leaves the choice as it was.
    for (int layer : ALL) {
      Bounds one = Bounds.of("layer", ColumnBounds.between(layer, layer));
      List<List<@Nullable Object>> some =
          run(set, new Ablation.Zero(), new Screen(true, true, 4), one, 0);
      assertThat(some).hasSize(3);
      for (int i = 0; i < 3; i++) {
        List<@Nullable Object> whole = top.get(3 * layer + i);
        assertThat(some.get(i).get(NEURON)).isEqualTo(whole.get(NEURON));
        assertThat(some.get(i).get(DELTA) == null).isEqualTo(whole.get(DELTA) == null);
      }
    }
    Bounds neuron = Bounds.of("neuron", ColumnBounds.oneOf(Set.of(17L)));
    assertThat(run(set, new Ablation.Zero(), EACH, neuron, 0))
        .extracting(row -> row.get(NEURON))
        .containsExactly(17, 17, 17);
  }
}
