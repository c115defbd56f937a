package org.rhodb.engine.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.apache.arrow.memory.util.Float16;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

  @Test
  void bringsEveryHalfBack() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      short half = (short) bits;
      float single = HalfFloat.toFloat(half);
      if (Float.isNaN(single)) {
        assertThat(bits & 0x7fff).isGreaterThan(0x7c00);
        assertThat(HalfFloat.fromFloat(single) & 0x7fff).isGreaterThan(0x7c00);
      } else {
        assertThat(single).isEqualTo(Float16.toFloat(half));
        assertThat(HalfFloat.fromFloat(single)).isEqualTo(half);
      }
    }
  }

  @Test
  void roundsToTheNearestTiesToEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      double low = HalfFloat.toFloat((short) bits);
      double high = HalfFloat.toFloat((short) (bits + 1));
      float middle = (float) ((low + high) / 2);
      assertThat(HalfFloat.fromFloat(middle)).isEqualTo((short) (bits + (bits & 1)));
      assertThat(HalfFloat.fromFloat(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(HalfFloat.fromFloat(-Math.nextUp(middle)))
          .isEqualTo((short) ((bits + 1) | 0x8000));
    }
  }

  @Test
  void overflowsToInfinity() {
    assertThat(HalfFloat.fromFloat(65504f)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloat.fromFloat(65519.99f)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloat.fromFloat(65520f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloat.fromFloat(-1e30f)).isEqualTo((short) 0xfc00);
    assertThat(HalfFloat.fromFloat(Float.POSITIVE_INFINITY)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloat.fromFloat(-0f)).isEqualTo((short) 0x8000);
    assertThat(HalfFloat.fromFloat(Float.MIN_VALUE)).isZero();
  }

  @Property
  void isWithinHalfAUnitOfTheLastPlace(@ForAll @FloatRange(min = -65504, max = 65504) float value) {
    float back = HalfFloat.toFloat(HalfFloat.fromFloat(value));
    double unit = Math.max(Math.scalb(1.0, Math.getExponent(value) - 10), 0x1p-24);
    assertThat(Math.abs((double) back - value)).isLessThanOrEqualTo(unit / 2);
  }
}
