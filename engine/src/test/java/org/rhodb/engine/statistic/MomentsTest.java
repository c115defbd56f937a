package org.rhodb.engine.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {

  /** Moments of one neuron, its first values giving the centre. */
  private static Moments of(float[] values, int first) {
    double sum = 0;
    double square = 0;
    for (int t = 0; t < first; t++) {
      sum += values[t];
      square += (double) values[t] * values[t];
    }
    Moments moments = Moments.around(new double[] {sum}, new double[] {square}, first);
    for (float value : values) {
      float shifted = (value - moments.centre()[0]) * moments.scale()[0];
      moments.add(new double[] {shifted}, new double[] {(double) shifted * shifted}, 1);
    }
    return moments;
  }

  @Test
  void givesMeanAndVarianceOfNeuronsOfAnyScale() {
    for (float scale : new float[] {1e-25f, 1e-3f, 1, 1e9f}) {
      Moments moments = of(new float[] {scale, 2 * scale, 3 * scale, 6 * scale}, 2);
      assertThat(moments.mean(0) / scale).isCloseTo(3, within(1e-6));
      assertThat(moments.variance(0) / scale / scale).isCloseTo(3.5, within(1e-5));
      assertThat(moments.isConstant(0)).isFalse();
    }
  }

  @Test
  void hasExactlyNoVarianceForAConstantNeuron() {
    for (float value : new float[] {0, -0f, 0.1f, -0.17f, 1e-30f, 12345.678f}) {
      Moments moments = of(new float[] {value, value, value, value, value}, 3);
      assertThat(moments.variance(0)).isZero();
      assertThat(moments.isConstant(0)).isTrue();
    }
  }

  @Test
  void mergesWhateverTheCentres() {
    float[] values = {5, 7, 1, 100, 3, 8, 2, 60};
    Moments whole = of(values, 2);
    Moments left = of(new float[] {5, 7, 1}, 1);
    Moments right = of(new float[] {100, 3, 8, 2, 60}, 4);
    left.merge(right);
    assertThat(left.count()).isEqualTo(8);
    assertThat(left.mean(0)).isCloseTo(whole.mean(0), within(1e-5));
    assertThat(left.variance(0)).isCloseTo(whole.variance(0), within(1e-2));
  }

  @Test
  void namesTheFirstNeuronThatIsNoNumber() {
    Moments moments = Moments.around(new double[] {1, 1}, new double[] {1, 1}, 1);
    moments.add(new double[] {0, Double.NaN}, new double[] {0, Double.NaN}, 1);
    assertThat(moments.firstNonFinite()).isEqualTo(1);
    assertThat(of(new float[] {1, 2}, 1).firstNonFinite()).isEqualTo(-1);
  }
}
