package org.rhodb.engine.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  @Test
  void isTheNegativeLogarithmOfTheProbability() {
    double[] logits = {Math.log(1), Math.log(2), Math.log(5)};
    assertThat(CrossEntropy.ofLogits(logits, 1)).isCloseTo(Math.log(4), within(1e-12));
    double[] large = {1000, 1000 + Math.log(2), 1000 + Math.log(5)};
    assertThat(CrossEntropy.ofLogits(large, 1)).isCloseTo(Math.log(4), within(1e-9));
  }

  @Test
  void divergesOnlyWherePredictionsDiffer() {
    double[] clean = {1, 2, 3};
    assertThat(CrossEntropy.divergence(clean, new double[] {11, 12, 13}))
        .isCloseTo(0, within(1e-12));
    double p = Math.exp(1) / (Math.exp(1) + 1);
    assertThat(CrossEntropy.divergence(new double[] {1, 0}, new double[] {0, 0}))
        .isCloseTo(p * Math.log(2 * p) + (1 - p) * Math.log(2 * (1 - p)), within(1e-12));
  }
}
