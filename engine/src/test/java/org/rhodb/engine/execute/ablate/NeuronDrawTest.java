package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NeuronDrawTest {
  private static final String HASH = "00ff00ff00ff00ff1234";

  @Property(tries = 200)
  void drawsAsManyOfTheLayerAndNoneThatIsChosen(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int dMlp = 2 + random.nextInt(100);
    BitSet chosen = new BitSet();
    for (int i = random.nextInt(dMlp / 2); i >= 0; i--) {
      chosen.set(random.nextInt(dMlp));
    }
    BitSet drawn = NeuronDraw.random(chosen, dMlp, seed, 1, HASH, 0);
    assertThat(drawn.cardinality()).isEqualTo(chosen.cardinality());
    assertThat(drawn.length()).isLessThanOrEqualTo(dMlp);
    assertThat(drawn.intersects(chosen)).isFalse();
    double[] weight = random.doubles(dMlp).toArray();
    BitSet matched = NeuronDraw.matched(chosen, weight);
    assertThat(matched.cardinality()).isEqualTo(chosen.cardinality());
    assertThat(matched.intersects(chosen)).isFalse();
  }

  @Test
  void dependsOnSeedDrawCheckpointAndLayer() {
    BitSet chosen = set(0, 1, 2, 3, 4, 5, 6, 7);
    BitSet drawn = NeuronDraw.random(chosen, 1000, 1, 1, HASH, 0);
    assertThat(drawn).isEqualTo(NeuronDraw.random(chosen, 1000, 1, 1, HASH, 0));
    assertThat(drawn).isNotEqualTo(NeuronDraw.random(chosen, 1000, 2, 1, HASH, 0));
    assertThat(drawn).isNotEqualTo(NeuronDraw.random(chosen, 1000, 1, 2, HASH, 0));
    assertThat(drawn).isNotEqualTo(NeuronDraw.random(chosen, 1000, 1, 1, "ff" + HASH, 0));
    assertThat(drawn).isNotEqualTo(NeuronDraw.random(chosen, 1000, 1, 1, HASH, 1));
  }

  @Test
  void drawsEveryNeuronEquallyOften() {
    BitSet chosen = set(0, 5, 6);
    int draws = 20_000;
    int[] counts = new int[10];
    for (int draw = 1; draw <= draws; draw++) {
      NeuronDraw.random(chosen, 10, 3, draw, HASH, 2).stream().forEach(n -> counts[n]++);
    }
    // 3 of 7: each in a share of 3/7 of the draws, standard deviation 0.0035; five of them
    for (int neuron : new int[] {1, 2, 3, 4, 7, 8, 9}) {
      assertThat(counts[neuron] / (double) draws).isBetween(3 / 7.0 - 0.0175, 3 / 7.0 + 0.0175);
    }
  }

  @Test
  void matchesTheNearestThatIsFreeTheHeaviestFirst() {
    double[] weight = {9.0, 8.0, 1.0, 8.5, 1.05, 4.0, 0.9};
    assertThat(NeuronDraw.matched(set(0, 1, 2), weight)).isEqualTo(set(3, 4, 5));
    double[] equal = new double[6];
    Arrays.fill(equal, 1.0);
    assertThat(NeuronDraw.matched(set(4, 5), equal)).isEqualTo(set(0, 1));
  }

  private static BitSet set(int... neurons) {
    BitSet set = new BitSet();
    for (int neuron : neurons) {
      set.set(neuron);
    }
    return set;
  }
}
