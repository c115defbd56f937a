package org.rhodb.engine.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomNumbersTest {

  @Test
  void givesStandardNormalNumbersThatNeverChange() {
    GaussianNumbers numbers = new GaussianNumbers(42);
    double first = numbers.next();
    assertThat(new GaussianNumbers(42).next()).isEqualTo(first);
    double sum = 0;
    double square = 0;
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      double value = numbers.next();
      sum += value;
      square += value * value;
    }
    assertThat(sum / n).isCloseTo(0, within(0.01));
    assertThat(square / n).isCloseTo(1, within(0.02));
  }

  @Test
  void permutesEveryNumberOnce() {
    long[] order = new GaussianNumbers(1).permutation(100);
    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(LongStream.range(0, 100).toArray());
    assertThat(order).isNotEqualTo(LongStream.range(0, 100).toArray());
  }

  @Test
  void derivesAnotherSeedForEverythingThatDiffers() {
    long seed = RandomSeed.derive("orthogonal", 7, 0, "abc", 1);
    assertThat(RandomSeed.derive("orthogonal", 7, 0, "abc", 1)).isEqualTo(seed);
    assertThat(
            Arrays.asList(
                RandomSeed.derive("gaussian", 7, 0, "abc", 1),
                RandomSeed.derive("orthogonal", 8, 0, "abc", 1),
                RandomSeed.derive("orthogonal", 7, 1, "abc", 1),
                RandomSeed.derive("orthogonal", 7, 0, "abd", 1),
                RandomSeed.derive("orthogonal", 7, 0, "abc", 2)))
        .doesNotContain(seed)
        .doesNotHaveDuplicates();
  }
}
