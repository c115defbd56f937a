package org.rhodb.engine.execute.correlate.pass;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Many floats as bytes, to the bit. */
public final class SavedFloats {
  private SavedFloats() {}

  /** Writes floats. */
  public static void write(DataOutputStream out, float[] values) throws IOException {
    byte[] bytes = new byte[Float.BYTES * values.length];
    littleEndian(bytes).asFloatBuffer().put(values);
    out.write(bytes);
  }

  /** Reads as many floats. */
  public static float[] read(DataInputStream in, int count) throws IOException {
    byte[] bytes = new byte[Float.BYTES * count];
    in.readFully(bytes);
    float[] values = new float[count];
    littleEndian(bytes).asFloatBuffer().get(values);
    return values;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
