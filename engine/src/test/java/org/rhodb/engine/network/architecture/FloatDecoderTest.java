package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.TensorData;

class FloatDecoderTest {
  /** The definition: (-1)^s 2^(e-15) (1 + f/1024), subnormals 2^-14 f/1024. */
  private static double half(int bits) {
    int exponent = (bits >> 10) & 31;
    double fraction = (bits & 1023) / 1024.0;
    double magnitude =
        exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * Math.pow(2, exponent - 15);
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }

  @Test
  void decodesEveryHalf() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = FloatDecoder.half((short) bits);
      if (((bits >> 10) & 31) == 31) {
        assertThat(Float.isFinite(value)).isFalse();
        assertThat(Float.isNaN(value)).isEqualTo((bits & 1023) != 0);
      } else {
        assertThat((double) value).isEqualTo(half(bits));
      }
    }
  }

  @Test
  void decodesBrainFloatsAndDoubles() {
    FloatBuffer out = FloatBuffer.allocate(2);
    ByteBuffer brain = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    brain.putShort((short) 0x3fc0).putShort((short) 0xc000).flip();
    assertThat(FloatDecoder.decode(TensorData.Type.BFLOAT16, brain, out, 2)).isTrue();
    assertThat(out.array()).containsExactly(1.5f, -2f);
    ByteBuffer doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(0.1).putDouble(1e300).flip();
    assertThat(FloatDecoder.decode(TensorData.Type.FLOAT64, doubles, out, 1)).isTrue();
    assertThat(out.get(0)).isEqualTo(0.1f);
    assertThat(FloatDecoder.decode(TensorData.Type.FLOAT64, doubles, out, 1)).isFalse();
  }
}
