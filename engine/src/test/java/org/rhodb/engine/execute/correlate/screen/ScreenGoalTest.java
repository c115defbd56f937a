package org.rhodb.engine.execute.correlate.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenGoalTest {
  private static final int NEURONS = 1280;

  /**
   * Shares that follow from the exact correlations of the demo study's five models at step 2000
   * over 130,560 tokens, with estimates that are exact and margins that are all alike: those of
   * neurons that may be wanted, and those with their partners, where they overlap counted twice.
   */
  @ParameterizedTest
  @CsvSource({
    "0.3, 0.01, 0.00243, 0.00386",
    "0.3, 0.05, 0.0150, 0.0310",
    "0.3, 0.1, 0.0775, 0.174",
    "0.3, 0.2, 0.531, 1.0",
    "0.5, 0.01, 0.00065, 0.00107",
    "0.5, 0.05, 0.00321, 0.00816",
    "0.5, 0.1, 0.0181, 0.0786",
    "0.5, 0.15, 0.0869, 0.386",
    "0.5, 0.2, 0.320, 1.0",
    "0.7, 0.1, 0.00126, 0.00397",
    "0.7, 0.15, 0.00361, 0.0245",
    "0.7, 0.2, 0.0129, 0.274"
  })
  void expectsWhatFiveTrainedModelsLeave(
      double lowest, double margin, double alone, double withPartners) {
    double expected = ScreenGoal.ofMatches(lowest, 4, false).candidateShare(margin, NEURONS);
    assertThat(expected / alone).isBetween(0.2, 4.0);
    double all = ScreenGoal.ofMatches(lowest, 4, true).candidateShare(margin, NEURONS);
    assertThat(all / withPartners).isBetween(0.2, 4.0);
  }

  @Test
  void expectsNoFewerPairsOfWiderMarginsAndLowerBounds() {
    for (int models : new int[] {1, 2, 4, 9}) {
      double last = 0;
      for (double margin = 0; margin < 0.5; margin += 0.01) {
        double share = ScreenGoal.ofMatches(0.5, models, true).candidateShare(margin, NEURONS);
        assertThat(share).isBetween(last, 1.0);
        assertThat(ScreenGoal.ofMatches(0.4, models, true).candidateShare(margin, NEURONS))
            .isGreaterThanOrEqualTo(share);
        last = share;
      }
    }
  }
}
