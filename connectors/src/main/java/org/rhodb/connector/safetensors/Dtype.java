package org.rhodb.connector.safetensors;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rhodb.engine.catalog.TensorData;

/** Number formats of safetensors, as named in headers. */
enum Dtype {
  BOOL(8, TensorData.Type.OTHER),
  F4(4, TensorData.Type.OTHER),
  F6_E2M3(6, TensorData.Type.OTHER),
  F6_E3M2(6, TensorData.Type.OTHER),
  U8(8, TensorData.Type.OTHER),
  I8(8, TensorData.Type.OTHER),
  F8_E5M2(8, TensorData.Type.OTHER),
  F8_E4M3(8, TensorData.Type.OTHER),
  F8_E8M0(8, TensorData.Type.OTHER),
  F8_E4M3FNUZ(8, TensorData.Type.OTHER),
  F8_E5M2FNUZ(8, TensorData.Type.OTHER),
  I16(16, TensorData.Type.OTHER),
  U16(16, TensorData.Type.OTHER),
  F16(16, TensorData.Type.FLOAT16),
  BF16(16, TensorData.Type.BFLOAT16),
  I32(32, TensorData.Type.OTHER),
  U32(32, TensorData.Type.OTHER),
  F32(32, TensorData.Type.FLOAT32),
  C64(64, TensorData.Type.OTHER),
  F64(64, TensorData.Type.FLOAT64),
  I64(64, TensorData.Type.OTHER),
  U64(64, TensorData.Type.OTHER);

  private static final Map<String, Dtype> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Dtype::name, dtype -> dtype));

  private final int bits;
  private final TensorData.Type type;

  Dtype(int bits, TensorData.Type type) {
    this.bits = bits;
    this.type = type;
  }

  /** Returns the bits of one value. */
  int bits() {
    return bits;
  }

  TensorData.Type type() {
    return type;
  }

  static Optional<Dtype> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Dtype::name).toList();
  }
}
