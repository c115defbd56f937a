package org.rhodb.engine.execute.reuse;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/** Rows of numbers that an answer is made of; NaN stands for NULL. Grows; for one thread. */
public final class NumberRows {
  private final int width;
  private double[] values;
  private int used;

  /** Creates rows of so many numbers each. */
  public NumberRows(int width) {
    this.width = width;
    this.values = new double[16 * width];
  }

  /** Appends a row. */
  public void add(double... row) {
    if (row.length != width) {
      throw new IllegalArgumentException(row.length + " numbers in rows of " + width);
    }
    if (used + width > values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(values.length, 2));
    }
    System.arraycopy(row, 0, values, used, width);
    used += width;
  }

  /** Returns the number of rows. */
  public int size() {
    return used / width;
  }

  /** Returns the numbers a row. */
  public int width() {
    return width;
  }

  /** Returns all numbers, row-major; a view. */
  DoubleBuffer values() {
    return DoubleBuffer.wrap(values, 0, used).slice();
  }
}
