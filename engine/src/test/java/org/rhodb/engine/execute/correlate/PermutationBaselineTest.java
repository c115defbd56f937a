package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.engine.statistic.Pearson;
import org.rhodb.engine.statistic.RandomSeed;
import org.rhodb.grammar.tree.Baseline;

/**
 * The permutation baseline against its definition in float64 and by loops: of two checkpoints, the
 * one with the greater weights hash has its tokens reordered within each block; a neuron's baseline
 * is its best match then, averaged over draws and other models.
 *
 * <p>Tolerance 1e-5, that of every rho: sums are float32 over at most 300 tokens here.
 */
class PermutationBaselineTest {
  private static final int TOKENS = 300;
  private static final int LAYERS = 2;
  private static final int D_MLP = 12;
  private static final int NEURONS = LAYERS * D_MLP;
  private static final int CONSTANT = 5;
  private static final int DRAWS = 3;
  private static final long SEED = 17;

  private SyntheticStudy study;
  private final Map<String, double[][]> columns = new LinkedHashMap<>();
  private final Map<String, CheckpointEntry> models = new LinkedHashMap<>();

  @BeforeEach
  void open() {
    study = new SyntheticStudy(TOKENS);
    long seed = 30;
    // Neither the order of the alphabet nor that of the hashes.
    for (String name : List.of("caprica", "alias", "battle")) {
      float[][] values = SyntheticStudy.activations(TOKENS, NEURONS, 1, seed++);
      if (name.equals("alias")) {
        for (float[] row : values) {
          row[CONSTANT] = 0.3f;
        }
      }
      models.put(name, study.add(name, 100, LAYERS, D_MLP, values));
      columns.put(
          name,
          IntStream.range(0, NEURONS)
              .mapToObj(neuron -> SyntheticStudy.column(values, neuron))
              .toArray(double[][]::new));
    }
  }

  @AfterEach
  void close() {
    study.close();
  }

  @Test
  void agreesWithItsDefinitionForAnyBlock() {
    for (int block : new int[] {64, 37, 4096}) {
      study.settings = study.settings.with(Setting.BLOCK_TOKENS, Integer.toString(block));
      List<List<Object>> rows = study.rows(universal());
      assertThat(rows).hasSize(3 * NEURONS);
      for (List<Object> row : rows) {
        int neuron = (int) row.get(2) * D_MLP + (int) row.get(3);
        double expected = baseline((String) row.get(0), neuron, block);
        if (Double.isNaN(expected)) {
          assertThat(row.get(9)).isNull();
        } else {
          assertThat((Double) row.get(9)).as("%s", row).isCloseTo(expected, within(1e-5));
        }
      }
      assertThat(rows).filteredOn(row -> row.get(9) == null).hasSize(1);
    }
  }

  private UniversalExec universal() {
    return new UniversalExec(
        new IslandAnalysis.Universal(
            List.of(new Group(List.copyOf(models.values()))),
            List.of(),
            study.corpus(),
            List.of(new Baseline(Baseline.Kind.PERMUTATION, DRAWS, SEED))),
        Bounds.NONE);
  }

  /** Returns a neuron's baseline; NaN if it never varies. */
  private double baseline(String name, int neuron, int block) {
    List<Double> best = new ArrayList<>();
    for (String other : models.keySet()) {
      if (!other.equals(name)) {
        for (int draw = 0; draw < DRAWS; draw++) {
          best.add(bestMatch(name, neuron, other, draw, block));
        }
      }
    }
    return best.stream().mapToDouble(rho -> rho).average().orElseThrow();
  }

  private double bestMatch(String name, int neuron, String other, int draw, int block) {
    String hash = models.get(name).weightsHash();
    String otherHash = models.get(other).weightsHash();
    boolean isOtherPermuted = otherHash.compareTo(hash) > 0;
    String pair = isOtherPermuted ? hash + "+" + otherHash : otherHash + "+" + hash;
    int[] order = order(pair, draw, block);
    double[] x = columns.get(name)[neuron];
    double[] own = isOtherPermuted ? x : permuted(x, order);
    return DoubleStream.of(
            IntStream.range(0, NEURONS)
                .mapToObj(j -> columns.get(other)[j])
                .mapToDouble(y -> Pearson.twoPass(own, isOtherPermuted ? permuted(y, order) : y))
                .filter(rho -> !Double.isNaN(rho))
                .toArray())
        .max()
        .orElse(Double.NaN);
  }

  /** Returns for each token the one whose activations take its place. */
  private static int[] order(String pair, int draw, int block) {
    int[] order = new int[TOKENS];
    for (int first = 0; first < TOKENS; first += block) {
      long seed = RandomSeed.derive("permutation", SEED, draw, pair, first / block);
      long[] within = new GaussianNumbers(seed).permutation(Math.min(block, TOKENS - first));
      for (int i = 0; i < within.length; i++) {
        order[first + i] = first + (int) within[i];
      }
    }
    return order;
  }

  private static double[] permuted(double[] values, int[] order) {
    return IntStream.of(order).mapToDouble(token -> values[token]).toArray();
  }
}
