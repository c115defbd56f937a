package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of products over tokens of chosen pairs of neurons only: float32 within 1,024 tokens,
 * float64 from there on.
 */
public final class PairSums implements AutoCloseable {
  /** Tokens of one call: rows of 4 kB, of which a core's cache holds hundreds. */
  public static final int CALL_TOKENS = 1024;

  /** Pairs of one call: 2^19 x 1,024 products are a tenth of a second, so cancellation is heard. */
  private static final int CALL_PAIRS = 1 << 19;

  private final ScreenKernels kernels;
  private final PairChoice pairs;
  private final NDManager scope;
  private final List<Part> parts = new ArrayList<>();

  /** Neighbouring rows of the choice. */
  private record Part(
      int firstRow, int rows, NDArray starts, NDArray columns, NDArray zeros, NDArray total) {}

  PairSums(ScreenKernels kernels, PairChoice pairs) {
    this.kernels = kernels;
    this.pairs = pairs;
    this.scope = kernels.runtime().openScope();
    int row = 0;
    while (row < pairs.height()) {
      int until = row + 1;
      while (until < pairs.height() && pairs.start(until + 1) - pairs.start(row) <= CALL_PAIRS) {
        until++;
      }
      addPart(row, until);
      row = until;
    }
  }

  private void addPart(int first, int until) {
    int from = pairs.start(first);
    int size = pairs.start(until) - from;
    if (size == 0) {
      return;
    }
    long[] starts = new long[until - first + 1];
    Arrays.setAll(starts, i -> pairs.start(first + i) - from);
    long[] columns = new long[size];
    Arrays.setAll(columns, i -> pairs.column(from + i));
    parts.add(
        new Part(
            first,
            until - first,
            scope.create(starts),
            scope.create(columns),
            scope.zeros(new Shape(size)),
            scope.create(new double[size])));
  }

  /**
   * Adds the products of two blocks over the same tokens.
   *
   * @param left holds the rows' neurons
   * @param right holds the columns' neurons
   * @param between called every tenth of a second or so; may throw to stop
   */
  public void add(TransposedBlock left, TransposedBlock right, Runnable between) {
    for (Part part : parts) {
      between.run();
      kernels
          .script()
          .apply(
              "add_pairs",
              part.total(),
              part.starts(),
              part.columns(),
              part.zeros(),
              part.rows(),
              pairs.width(),
              left.array(),
              part.firstRow(),
              right.array(),
              left.tokens());
    }
  }

  /** Returns the pairs. */
  public PairChoice choice() {
    return pairs;
  }

  /** Returns the number of pairs. */
  public int size() {
    return pairs.size();
  }

  /** Returns the sums in the order of the pairs. */
  public double[] values() {
    double[] values = new double[pairs.size()];
    int at = 0;
    for (Part part : parts) {
      double[] some = part.total().toDoubleArray();
      System.arraycopy(some, 0, values, at, some.length);
      at += some.length;
    }
    return values;
  }

  /** Puts back sums that {@link #values} gave, before any others are added. */
  public void restore(double[] values) {
    int at = 0;
    for (Part part : parts) {
      int size = Math.toIntExact(part.total().size());
      try (NDArray saved = scope.create(Arrays.copyOfRange(values, at, at + size))) {
        part.total().addi(saved);
      }
      at += size;
    }
  }

  /** Returns the bytes of sums over so many pairs. */
  public static long bytes(long pairs) {
    return (8 + 8 + 4) * pairs;
  }

  @Override
  public void close() {
    scope.close();
  }
}
