package org.rhodb.engine.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PearsonTest {
  private static double[] values(long seed, int size) {
    GaussianNumbers numbers = new GaussianNumbers(seed);
    return java.util.stream.DoubleStream.generate(numbers::next).limit(size).toArray();
  }

  @Property(tries = 200)
  void isSymmetricAndWithinOne(@ForAll long seed, @ForAll @IntRange(min = 2, max = 50) int size) {
    double[] x = values(seed, size);
    double[] y = values(seed + 1, size);
    double rho = Pearson.twoPass(x, y);
    assertThat(rho).isBetween(-1.0, 1.0).isEqualTo(Pearson.twoPass(y, x));
    assertThat(Pearson.twoPass(x, x)).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 200)
  void doesNotChangeUnderScaleAndShift(
      @ForAll @LongRange(min = 0, max = 1000) long seed,
      @ForAll @IntRange(min = -20, max = 20) int exponent,
      @ForAll @IntRange(min = -100, max = 100) int shift) {
    double scale = Math.pow(10, exponent);
    double[] x = values(seed, 40);
    double[] y = values(seed + 1, 40);
    double[] moved = Arrays.stream(x).map(v -> v * scale + shift * scale).toArray();
    assertThat(Pearson.twoPass(moved, y)).isCloseTo(Pearson.twoPass(x, y), within(1e-9));
  }

  @Property(tries = 100)
  void agreesWithItsOnePassForm(@ForAll long seed, @ForAll @IntRange(min = 3, max = 60) int size) {
    double[] x = values(seed, size);
    double[] y = values(seed + 1, size);
    double xy = 0;
    double sumX = 0;
    double sumY = 0;
    double xx = 0;
    double yy = 0;
    for (int t = 0; t < size; t++) {
      xy += x[t] * y[t];
      sumX += x[t];
      sumY += y[t];
      xx += x[t] * x[t];
      yy += y[t] * y[t];
    }
    assertThat(Pearson.ofSums(xy, sumX, sumY, xx, yy, size))
        .isCloseTo(Pearson.twoPass(x, y), within(1e-9));
  }

  @Test
  void keepsNaNForConstantNeurons() {
    double[] constant = {0.1, 0.1, 0.1};
    assertThat(Pearson.twoPass(constant, new double[] {1, 2, 3})).isNaN();
    assertThat(Pearson.twoPass(constant, constant)).isNaN();
    assertThat(Pearson.ofSums(0, 0, 6, 0, 14, 3)).isNaN();
    assertThatThrownBy(() -> Pearson.twoPass(constant, new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
