package org.rhodb.engine.execute.correlate.pass;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.rhodb.engine.statistic.Moments;

/** Moments as bytes, to the bit. */
public final class SavedMoments {
  private SavedMoments() {}

  /** Writes moments. */
  public static void write(DataOutputStream out, Moments moments) throws IOException {
    out.writeInt(moments.size());
    out.writeLong(moments.count());
    for (int i = 0; i < moments.size(); i++) {
      out.writeFloat(moments.centre()[i]);
      out.writeFloat(moments.scale()[i]);
      out.writeDouble(moments.sums()[i]);
      out.writeDouble(moments.squares()[i]);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Moments read(DataInputStream in) throws IOException {
    int size = in.readInt();
    long count = in.readLong();
    float[] centre = new float[size];
    float[] scale = new float[size];
    double[] sums = new double[size];
    double[] squares = new double[size];
    for (int i = 0; i < size; i++) {
      centre[i] = in.readFloat();
      scale[i] = in.readFloat();
      sums[i] = in.readDouble();
      squares[i] = in.readDouble();
    }
    return Moments.of(centre, scale, sums, squares, count);
  }
}
