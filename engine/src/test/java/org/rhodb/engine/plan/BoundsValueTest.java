package org.rhodb.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundsValueTest {
  private static ColumnBounds some(int kind, int a, int b) {
    return switch (kind) {
      case 0 -> ColumnBounds.ANY;
      case 1 -> ColumnBounds.NOTHING;
      case 2 -> ColumnBounds.between(Math.min(a, b), Math.max(a, b));
      case 3 -> ColumnBounds.oneOf(Set.of((long) a));
      default -> ColumnBounds.oneOf(a == b ? Set.of((long) a) : Set.of((long) a, (long) b));
    };
  }

  @Property(tries = 500, seed = "1")
  void unionAdmitsWhatEitherAdmitsAndIntersectionWhatBothDo(
      @ForAll @IntRange(max = 4) int kind,
      @ForAll @IntRange(max = 6) int a,
      @ForAll @IntRange(max = 6) int b,
      @ForAll @IntRange(max = 4) int otherKind,
      @ForAll @IntRange(max = 6) int c,
      @ForAll @IntRange(max = 6) int d) {
    ColumnBounds left = some(kind, a, b);
    ColumnBounds right = some(otherKind, c, d);
    for (int value = -1; value <= 8; value++) {
      @Nullable Object tested = value < 0 ? null : (Object) value;
      boolean inLeft = left.admits(tested);
      boolean inRight = right.admits(tested);
      assertThat(left.intersect(right).admits(tested)).isEqualTo(inLeft && inRight);
      if (inLeft || inRight) {
        assertThat(left.union(right).admits(tested)).isTrue();
      }
    }
  }

  @Property(tries = 200, seed = "1")
  void lowestAndHighestAreTheEndsOfWhatIsAdmitted(
      @ForAll @IntRange(max = 4) int kind,
      @ForAll @IntRange(max = 11) int a,
      @ForAll @IntRange(max = 11) int b) {
    ColumnBounds bounds = some(kind, a, b);
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (long layer = 0; layer < 12; layer++) {
      if (bounds.admits(layer)) {
        lowest = Math.min(lowest, layer);
        highest = layer;
      }
    }
    if (highest >= 0) {
      assertThat(bounds.lowest(0)).isEqualTo(lowest);
      assertThat(bounds.highest(11)).isEqualTo(highest);
    } else {
      assertThat(bounds.lowest(0)).isGreaterThan(bounds.highest(11));
    }
  }

  @Test
  void aLimitSurvivesAUnionOnlyOfTheSameRows() {
    Bounds three = Bounds.of("layer", ColumnBounds.oneOf(Set.of(3L)));
    Bounds four = Bounds.of("layer", ColumnBounds.oneOf(Set.of(4L)));
    assertThat(three.withTopK(5).union(three.withTopK(9))).isEqualTo(three.withTopK(9));
    assertThat(three.withTopK(5).union(four.withTopK(9)).isLimited()).isFalse();
    assertThat(three.withTopK(5).union(three).isLimited()).isFalse();
    assertThat(three.withBestMatchOnly().union(three).isBestMatchOnly()).isFalse();
  }

  @Test
  void rhoBelowItsAbsoluteMinimumIsNotAdmitted() {
    Bounds bounds = Bounds.ofAbsoluteMin(0.5);
    assertThat(bounds.admits("rho", -0.7)).isTrue();
    assertThat(bounds.admits("rho", 0.4)).isFalse();
    assertThat(bounds.admits("rho", null)).isFalse();
    assertThat(bounds.admits("layer", null)).isTrue();
  }
}
