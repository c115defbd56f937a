package org.rhodb.engine.execute.correlate.pair;

import java.util.Arrays;

/**
 * Correlations that were found, in columns: the pair's number, the indices of both neurons on the
 * pair's axes, and rho, NaN where undefined. Grows as needed; cleared and filled again.
 */
public final class HitBatch {
  private int[] pairs = new int[1024];
  private int[] lefts = new int[1024];
  private int[] rights = new int[1024];
  private double[] rhos = new double[1024];
  private int size;

  public void add(int pair, int left, int right, double rho) {
    if (size == pairs.length) {
      int room = Math.addExact(size, size);
      pairs = Arrays.copyOf(pairs, room);
      lefts = Arrays.copyOf(lefts, room);
      rights = Arrays.copyOf(rights, room);
      rhos = Arrays.copyOf(rhos, room);
    }
    pairs[size] = pair;
    lefts[size] = left;
    rights[size] = right;
    rhos[size] = rho;
    size++;
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public int pair(int i) {
    return pairs[i];
  }

  public int left(int i) {
    return lefts[i];
  }

  public int right(int i) {
    return rights[i];
  }

  public double rho(int i) {
    return rhos[i];
  }
}
