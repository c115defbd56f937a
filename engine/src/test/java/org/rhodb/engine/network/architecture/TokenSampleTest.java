package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenSampleTest {
  private static final int V = 500;

  private static int[] order(int seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, V).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(token -> token).toArray();
  }

  private static float[] sizes(double tail) {
    Random random = new Random(3);
    float[] sizes = new float[2 * V];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (float) Math.exp(tail * random.nextGaussian());
    }
    return sizes;
  }

  @Test
  void drawsEveryTokenAsOftenAsItsFactorSays() {
    for (double tail : new double[] {0, 0.5, 2, 4}) {
      double[] times = new double[V];
      double[] weight = new double[V];
      int starts = 4000;
      for (int s = 0; s < starts; s++) {
        TokenSample sample = TokenSample.draw(sizes(tail), V, order(1), 40, (s + 0.5) / starts);
        assertThat(sample.size()).isEqualTo(40);
        assertThat(Arrays.stream(sample.tokens()).distinct().count()).isEqualTo(40);
        for (int i = 0; i < 40; i++) {
          times[sample.tokens()[i]]++;
          weight[sample.tokens()[i]] += sample.factors()[i];
          assertThat(sample.factors()[i]).isGreaterThanOrEqualTo(i < sample.certain() ? 1 : 0.99f);
        }
      }
      for (int token = 0; token < V; token++) {
        double expected = times[token] == 0 ? 0 : weight[token] / starts;
        double step = times[token] == 0 ? 0 : weight[token] / times[token] / starts;
        assertThat(expected)
            .as("token %d", token)
            .isCloseTo(expected == 0 ? 0 : 1, within(2 * step));
      }
    }
  }

  @Test
  void estimatesASumOfItsSizesExactly() {
    float[] sizes = sizes(2);
    double sum = 0;
    for (int token = 0; token < V; token++) {
      sum += sizes[token];
    }
    for (int seed = 0; seed < 20; seed++) {
      TokenSample sample = TokenSample.draw(sizes, 0, order(seed), 60, seed / 20.0);
      double found = 0;
      for (int i = 0; i < sample.size(); i++) {
        found += (double) sizes[sample.tokens()[i]] * sample.factors()[i];
      }
      assertThat(found).isCloseTo(sum, within(1e-5 * sum));
    }
  }

  @Test
  void takesThemAllWhereAsManyAreAskedFor() {
    float[] sizes = sizes(2);
    Arrays.fill(sizes, 0, 450, 0);
    TokenSample sample = TokenSample.draw(sizes, 0, order(1), 60, 0.5);
    assertThat(Arrays.stream(sample.tokens()).filter(token -> token >= 450)).hasSize(50);
    assertThat(sample.certain()).isEqualTo(50);
    assertThat(sample.factors()).containsOnly(1);
  }

  @Test
  void drawsNothingFromNothing() {
    assertThat(TokenSample.draw(new float[V], 0, order(1), 60, 0.5).size()).isZero();
  }

  @Test
  void aTokenThatIsAllOfItIsCertain() {
    float[] sizes = new float[V];
    Arrays.fill(sizes, 1e-6f);
    sizes[77] = 1e6f;
    TokenSample sample = TokenSample.draw(sizes, 0, order(1), 10, 0.3);
    assertThat(sample.certain()).isEqualTo(1);
    assertThat(sample.tokens()[0]).isEqualTo(77);
    assertThat(sample.size()).isEqualTo(10);
  }
}
