package org.rhodb.engine.execute.correlate.screen;

import java.util.Arrays;
import org.rhodb.engine.network.tensor.screen.EstimateTile;

/**
 * The pairs of two networks that may be the best match of a neuron, kept while bounds of best
 * matches are found, so that no estimate is computed twice. A pair is kept by the bounds known when
 * it is seen, and dropped by those known at the end.
 *
 * <p>Wide margins leave more than are worth keeping: then all are let go, and whoever needs them
 * looks at the estimates again.
 */
final class LikelyMatches {
  /**
   * Pairs kept a neuron of either side: a margin of 0.005 leaves one or two, as a rule, and a few
   * more of the first strips, when little is known of columns.
   */
  static final int PER_NEURON = 16;

  private final int limit;
  private int[] lefts = new int[1024];
  private int[] rights = new int[1024];
  private float[] highs = new float[1024];
  private int size;
  private boolean isOverfull;

  LikelyMatches(int rows, int columns) {
    this.limit = (int) Math.min(Integer.MAX_VALUE / 2, (long) PER_NEURON * (rows + columns));
  }

  /**
   * Keeps the pairs of a strip that may be the best of their row or their column.
   *
   * @param first the strip's first row
   * @param bounds of the best of its rows and columns within it
   * @param columnLows what the best of each column is at least, this strip included
   */
  void keep(
      EstimateTile.Strip strip,
      int first,
      int count,
      EstimateTile.BestBounds bounds,
      float[] columnLows) {
    if (isOverfull) {
      return;
    }
    float[] rowLows = new float[count];
    for (int i = 0; i < count; i++) {
      rowLows[i] = bounds.rowLow(i);
    }
    EstimateTile.Pairs pairs = strip.selectBest(rowLows, columnLows);
    isOverfull = (long) size + pairs.size() > limit;
    if (isOverfull) {
      lefts = new int[0];
      rights = new int[0];
      highs = new float[0];
      size = 0;
      return;
    }
    grow(size + pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      lefts[size] = first + pairs.row(i);
      rights[size] = pairs.column(i);
      highs[size] = pairs.estimate(i) + pairs.margin(i);
      size++;
    }
  }

  private void grow(int needed) {
    if (needed > lefts.length) {
      int room = Math.max(needed, Math.min(limit, 2 * lefts.length));
      lefts = Arrays.copyOf(lefts, room);
      rights = Arrays.copyOf(rights, room);
      highs = Arrays.copyOf(highs, room);
    }
  }

  /** Returns whether every pair that may be a best match is here. */
  boolean isComplete() {
    return !isOverfull;
  }

  /**
   * Adds the pairs that may be the best match of a neuron that is asked for.
   *
   * @param rows of all rows, and {@code columns} of all columns, what the best is at least;
   *     infinite where it is not asked for
   */
  void select(float[] rows, float[] columns, Candidates to) {
    for (int i = 0; i < size; i++) {
      if (highs[i] >= rows[lefts[i]] || highs[i] >= columns[rights[i]]) {
        to.add(lefts[i], rights[i]);
      }
    }
  }
}
