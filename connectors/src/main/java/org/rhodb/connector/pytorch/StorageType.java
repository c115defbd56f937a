package org.rhodb.connector.pytorch;

import org.rhodb.engine.catalog.TensorData;

/** Number formats of storages, by the class a pickle names. */
enum StorageType {
  DOUBLE("DoubleStorage", 8, TensorData.Type.FLOAT64),
  FLOAT("FloatStorage", 4, TensorData.Type.FLOAT32),
  HALF("HalfStorage", 2, TensorData.Type.FLOAT16),
  BFLOAT16("BFloat16Storage", 2, TensorData.Type.BFLOAT16),
  LONG("LongStorage", 8, TensorData.Type.OTHER),
  INT("IntStorage", 4, TensorData.Type.OTHER),
  SHORT("ShortStorage", 2, TensorData.Type.OTHER),
  CHAR("CharStorage", 1, TensorData.Type.OTHER),
  BYTE("ByteStorage", 1, TensorData.Type.OTHER),
  BOOL("BoolStorage", 1, TensorData.Type.OTHER);

  private final String className;
  private final int bytes;
  private final TensorData.Type type;

  StorageType(String className, int bytes, TensorData.Type type) {
    this.className = className;
    this.bytes = bytes;
    this.type = type;
  }

  String className() {
    return className;
  }

  /** Returns the bytes of one value. */
  int bytes() {
    return bytes;
  }

  TensorData.Type type() {
    return type;
  }
}
