package org.rhodb.engine.execute.correlate.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.grammar.tree.Baseline;

/** Who may be wanted by upper bounds of best matches, and what a wanted neuron's matches are. */
class UniversalGateTest {
  private static UniversalGate gate(String column, double least) {
    return new UniversalGate(Bounds.of(column, ColumnBounds.between(least, 2)));
  }

  @Test
  void needsWhatTheOthersLeave() {
    double[] highest = {0.6, Double.NaN, 0.9, 0.3};
    assertThat(gate("rho", 0.5).needed(highest, 3)).isCloseTo(0, within(1e-6));
    assertThat(gate("rho", 0.6).needed(highest, 0)).isCloseTo(0.6, within(1e-6));
    assertThat(gate("min_rho", 0.25).needed(highest, 0)).isCloseTo(0.25, within(1e-6));
    assertThat(gate("max_rho", 0.8).needed(highest, 2)).isCloseTo(0.8, within(1e-6));
    assertThat(gate("max_rho", 0.8).needed(highest, 0)).isLessThan(-1);
    assertThat(gate("rho", 0.5).needed(new double[] {0.7}, 0)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void boundsRhoByAnExcessOverAWideRandomMap() {
    assertThat(excess(Baseline.Kind.ORTHOGONAL, 64).isOpen()).isFalse();
    assertThat(excess(Baseline.Kind.GAUSSIAN, 64).admits(0.29, 0, 1)).isFalse();
    assertThat(excess(Baseline.Kind.GAUSSIAN, 64).admits(0.31, 0, 1)).isTrue();
    assertThat(excess(Baseline.Kind.ORTHOGONAL, 63).isOpen()).isTrue();
    assertThat(excess(Baseline.Kind.PERMUTATION, 64).isOpen()).isTrue();
  }

  private static UniversalGate excess(Baseline.Kind kind, int dMlp) {
    ModelConfig config =
        new ModelConfig("gpt2", 257, 64, 8, 1, 2, dMlp, "gelu_new", 1e-5, true, false, false, true);
    CheckpointEntry network = new CheckpointEntry("a", 1, "nowhere", "hash", config);
    CorpusEntry corpus = new CorpusEntry("c", "", "none", 64, 1, 64, 64, Set.of(), 2, "hash");
    return UniversalGate.of(
        Bounds.of("excess", ColumnBounds.between(0.3, 2)),
        new BaselineDraws(kind, 1, 1),
        List.of(new GroupWork(List.of(network), List.of(), corpus)));
  }

  /** No wanted neuron has a match below what is said to be needed. */
  @Property
  void neverNeedsMoreThanAWantedNeuronHas(
      @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = -1, max = 1) Double> rho,
      @ForAll @DoubleRange(min = 0, max = 0.6) double margin,
      @ForAll @DoubleRange(min = -0.5, max = 0.95) double least) {
    double[] highest = rho.stream().mapToDouble(r -> r + margin * Math.abs(r)).toArray();
    Map<String, Double> columns =
        Map.of(
            "rho", rho.stream().mapToDouble(r -> r).average().orElseThrow(),
            "min_rho", rho.stream().mapToDouble(r -> r).min().orElseThrow(),
            "max_rho", rho.stream().mapToDouble(r -> r).max().orElseThrow());
    columns.forEach(
        (column, value) -> {
          if (value >= least) {
            UniversalGate gate = gate(column, least);
            assertThat(gate.admits(highest)).as(column).isTrue();
            for (int side = 0; side < rho.size(); side++) {
              assertThat(gate.needed(highest, side)).as(column).isLessThanOrEqualTo(rho.get(side));
            }
          }
        });
  }
}
