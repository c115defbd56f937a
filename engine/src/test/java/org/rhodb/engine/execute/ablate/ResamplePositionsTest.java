package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.corpus.TokenBatch;

class ResamplePositionsTest {

  @Test
  void takesAnotherCountedPositionOfTheSequence() {
    boolean[] counted = counted(40, 16, 0.6);
    int[] sources = ResamplePositions.of(batch(0, 40, 16, counted), 7);
    for (int i = 0; i < sources.length; i++) {
      int sequence = i / 16;
      assertThat(sources[i]).isBetween(0, 15).isNotEqualTo(i % 16);
      assertThat(counted[sequence * 16 + sources[i]]).isTrue();
    }
  }

  @Test
  void isTheSameInAnyBatch() {
    boolean[] counted = counted(12, 8, 0.7);
    int[] whole = ResamplePositions.of(batch(100, 12, 8, counted), 7);
    for (int s = 0; s < 12; s++) {
      boolean[] one = Arrays.copyOfRange(counted, s * 8, s * 8 + 8);
      assertThat(ResamplePositions.of(batch(100 + s, 1, 8, one), 7))
          .isEqualTo(Arrays.copyOfRange(whole, s * 8, s * 8 + 8));
    }
    assertThat(ResamplePositions.of(batch(100, 12, 8, counted), 8)).isNotEqualTo(whole);
  }

  @Test
  void drawsEverySourceEquallyOften() {
    boolean[] counted = {true, false, true, true, true};
    int[] hits = new int[5];
    int draws = 20_000;
    for (int seed = 0; seed < draws; seed++) {
      hits[ResamplePositions.of(batch(3, 1, 5, counted), seed)[2]]++;
    }
    // three sources, a third each, standard deviation 0.0033; five of them
    for (int source : new int[] {0, 3, 4}) {
      assertThat(hits[source] / (double) draws).isBetween(1 / 3.0 - 0.0167, 1 / 3.0 + 0.0167);
    }
    assertThat(hits[1] + hits[2]).isZero();
  }

  @Test
  void keepsAPositionThatHasNoOther() {
    assertThat(ResamplePositions.of(batch(0, 1, 3, new boolean[] {false, true, false}), 1))
        .containsExactly(1, 1, 1);
    assertThat(ResamplePositions.of(batch(0, 1, 3, new boolean[3]), 1)).containsExactly(0, 1, 2);
  }

  private static boolean[] counted(int sequences, int context, double share) {
    SplittableRandom random = new SplittableRandom(5);
    boolean[] counted = new boolean[sequences * context];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = i % context < 2 || random.nextDouble() < share;
    }
    return counted;
  }

  private static TokenBatch batch(long first, int sequences, int context, boolean[] counted) {
    int n = sequences * context;
    return new TokenBatch(first, sequences, context, new int[n], new byte[n], counted);
  }
}
