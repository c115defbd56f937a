package org.rhodb.engine.execute.correlate.pair;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

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

  /** Puts hits of one pair in the order in which a tile gives them: by left neuron, then right. */
  public void sortByNeurons() {
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> lefts[i]).thenComparing(i -> rights[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] left = Arrays.stream(order).map(i -> lefts[i]).toArray();
    int[] right = Arrays.stream(order).map(i -> rights[i]).toArray();
    double[] rho = Arrays.stream(order).mapToDouble(i -> rhos[i]).toArray();
    System.arraycopy(left, 0, lefts, 0, size);
    System.arraycopy(right, 0, rights, 0, size);
    System.arraycopy(rho, 0, rhos, 0, size);
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
