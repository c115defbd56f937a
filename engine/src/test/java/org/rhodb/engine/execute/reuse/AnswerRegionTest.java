package org.rhodb.engine.execute.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;

class AnswerRegionTest {
  private static final Bounds ABOVE_HALF = rho(0.5, Double.POSITIVE_INFINITY);

  private static Bounds rho(double low, double high) {
    return Bounds.of("rho", ColumnBounds.between(low, high));
  }

  @Test
  void coversANarrowerRangeAndNoWiderOne() {
    assertThat(AnswerRegion.covers(ABOVE_HALF, rho(0.6, 2))).isTrue();
    assertThat(AnswerRegion.covers(ABOVE_HALF, ABOVE_HALF)).isTrue();
    assertThat(AnswerRegion.covers(ABOVE_HALF, rho(0.4, 2))).isFalse();
    assertThat(AnswerRegion.covers(ABOVE_HALF, Bounds.ofAbsoluteMin(0.7))).isFalse();
    assertThat(AnswerRegion.covers(Bounds.ofAbsoluteMin(0.5), rho(-1, -0.6))).isTrue();
    assertThat(AnswerRegion.covers(Bounds.ofAbsoluteMin(0.5), rho(-1, -0.4))).isFalse();
  }

  @Test
  void coversUndefinedRhoOnlyWhereItIsWhole() {
    assertThat(AnswerRegion.covers(rho(-2, 2), Bounds.NONE)).isFalse();
    assertThat(AnswerRegion.covers(Bounds.NONE, Bounds.NONE)).isTrue();
  }

  @Test
  void coversBestMatchesAmongTheSameOthersOnly() {
    Bounds best = rho(0.2, 2).withBestMatchOnly();
    assertThat(AnswerRegion.covers(best, rho(0.4, 2).withBestMatchOnly())).isTrue();
    assertThat(AnswerRegion.covers(best, rho(0.4, 2))).isFalse();
    assertThat(AnswerRegion.covers(best, rho(0.4, 0.6).withBestMatchOnly())).isFalse();
    Bounds layer = Bounds.of("layer", ColumnBounds.oneOf(Set.of(1L))).intersect(rho(0.2, 2));
    assertThat(AnswerRegion.covers(best, layer.withBestMatchOnly())).isTrue();
    Bounds other = Bounds.of("other_layer", ColumnBounds.oneOf(Set.of(1L))).intersect(rho(0.2, 2));
    assertThat(AnswerRegion.covers(best, other.withBestMatchOnly())).isFalse();
    assertThat(AnswerRegion.covers(rho(0.2, 2), other.withBestMatchOnly())).isTrue();
  }

  @Test
  void coversNoColumnThatWasNotComputed() {
    Bounds without = Bounds.NONE.withUnusedColumns(Set.of("mutual"));
    assertThat(AnswerRegion.covers(without, Bounds.NONE)).isFalse();
    assertThat(AnswerRegion.covers(without, without)).isTrue();
    Bounds asked =
        Bounds.of("mutual", ColumnBounds.between(1, 4)).withUnusedColumns(Set.of("mutual"));
    assertThat(AnswerRegion.covers(without, asked)).isFalse();
  }

  @Test
  void admitsWhateverACoveredRegionAdmits() {
    SplittableRandom random = new SplittableRandom(7);
    int covered = 0;
    for (int i = 0; i < 20_000; i++) {
      Bounds kept = bounds(random);
      Bounds wanted = bounds(random);
      Bounds read = AnswerRegion.read(AnswerRegion.write(kept).orElseThrow());
      assertThat(read).isEqualTo(kept);
      if (AnswerRegion.covers(kept, wanted)) {
        covered++;
        for (int r = 0; r < 20; r++) {
          @Nullable Double rho = random.nextInt(5) == 0 ? null : (random.nextInt(11) - 5) / 5.0;
          long layer = random.nextInt(4);
          if (wanted.admits("rho", rho) && wanted.admits("layer", layer)) {
            assertThat(kept.admits("rho", rho) && kept.admits("layer", layer))
                .as("%s %s of %s in %s", rho, layer, wanted, kept)
                .isTrue();
          }
        }
      }
    }
    assertThat(covered).isGreaterThan(1000);
  }

  private static Bounds bounds(SplittableRandom random) {
    Map<String, ColumnBounds> columns = new TreeMap<>();
    if (random.nextInt(3) > 0) {
      double low = (random.nextInt(11) - 5) / 5.0;
      columns.put("rho", ColumnBounds.between(low, low + random.nextInt(6) / 5.0));
    }
    if (random.nextInt(3) == 0) {
      long layer = random.nextInt(3);
      columns.put(
          "layer",
          random.nextBoolean()
              ? ColumnBounds.oneOf(Set.of(layer, layer + 1))
              : new ColumnBounds((double) layer, layer + 1.0, Set.of()));
    }
    double magnitude = random.nextInt(3) == 0 ? random.nextInt(6) / 5.0 : 0;
    return new Bounds(columns, magnitude, Bounds.ALL_ROWS, Bounds.ALL_ROWS, false, Set.of());
  }

  @Test
  void isNoTextWhereAValueIsNone() {
    assertThat(AnswerRegion.write(Bounds.of("model", ColumnBounds.oneOf(Set.of("a"))))).isEmpty();
  }
}
