package org.rhodb.engine.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BestMatchTest {

  @Test
  void givesTiesToTheLowestIndexInAnyOrder() {
    BestMatch best = BestMatch.empty(1);
    best.offer(0, 0.5, 7);
    best.offer(0, 0.5, 3);
    best.offer(0, 0.5, 9);
    best.offer(0, 0.4, 1);
    assertThat(best.index(0)).isEqualTo(3);
    BestMatch other = BestMatch.empty(1);
    other.offer(0, 0.5, 2);
    best.merge(other);
    assertThat(best.index(0)).isEqualTo(2);
  }

  @Test
  void keepsNaNWithoutACandidate() {
    BestMatch best = BestMatch.empty(2);
    best.offer(0, Double.NaN, 4);
    best.offer(1, -1, 4);
    assertThat(best.rho(0)).isNaN();
    assertThat(best.index(0)).isEqualTo(-1);
    assertThat(best.rho(1)).isEqualTo(-1);
    assertThat(best.isMutual(0, best)).isFalse();
  }

  @Test
  void isMutualWhereEachIsTheOthersBest() {
    BestMatch left = BestMatch.of(new double[] {0.9, 0.8}, new int[] {1, 1});
    BestMatch right = BestMatch.of(new double[] {0.1, 0.9}, new int[] {0, 0});
    assertThat(left.isMutual(0, right)).isTrue();
    assertThat(left.isMutual(1, right)).isFalse();
  }
}
