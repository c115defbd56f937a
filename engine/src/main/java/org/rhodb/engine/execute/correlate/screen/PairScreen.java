package org.rhodb.engine.execute.correlate.screen;

import java.util.Arrays;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.network.tensor.screen.EstimateTile;

/** Goes through the estimates of one pair of networks, a strip of rows at a time. */
final class PairScreen {
  private final EstimateTile tile;
  private final Runnable between;

  PairScreen(EstimateTile tile, Runnable between) {
    this.tile = tile;
    this.between = between;
  }

  private void sweep(EstimateTile.StripHearer hearer) {
    tile.sweep(tile.rows(), between, hearer);
  }

  /** Takes a pair that may be wanted. */
  interface PairHearer {
    void hear(int row, int column, float estimate, float margin);
  }

  private static void offer(EstimateTile.Pairs found, int first, PairHearer to) {
    for (int i = 0; i < found.size(); i++) {
      to.hear(first + found.row(i), found.column(i), found.estimate(i), found.margin(i));
    }
  }

  /** Finds the pairs whose rho may pass a filter; asks the filter anew for each strip. */
  void findWithin(RhoFilter filter, Candidates candidates, PairHearer also) {
    sweep(
        (strip, first, rows) -> {
          EstimateTile.Pairs found = strip.select(filter.low(), filter.high(), filter.magnitude());
          offer(
              found,
              first,
              (row, column, estimate, margin) -> {
                candidates.add(row, column);
                also.hear(row, column, estimate, margin);
              });
          return !candidates.isOverfull();
        });
  }

  /**
   * Finds the pairs that may be the best of their row.
   *
   * @param lowest rows whose best is below this are not asked for
   */
  void findBestOfRows(double lowest, PairHearer to, Candidates limit) {
    float[] columnFloors = none(tile.columns());
    sweep(
        (strip, first, rows) -> {
          EstimateTile.BestBounds bounds = strip.bestBounds();
          float[] rowFloors = new float[rows];
          for (int i = 0; i < rows; i++) {
            rowFloors[i] = bounds.rowHigh(i) < lowest ? Float.POSITIVE_INFINITY : bounds.rowLow(i);
          }
          offer(strip.selectBest(rowFloors, columnFloors), first, to);
          return !limit.isOverfull();
        });
  }

  /**
   * Finds the pairs that may be the best of their row or of their column, by known bounds.
   *
   * @param rows what the best of each row is at least; infinite where it is not asked for
   * @param columns the same of the columns
   */
  void findBest(float[] rows, float[] columns, PairHearer to, Candidates limit) {
    sweep(
        (strip, first, count) -> {
          float[] rowFloors = Arrays.copyOfRange(rows, first, first + count);
          offer(strip.selectBest(rowFloors, columns), first, to);
          return !limit.isOverfull();
        });
  }

  /** Returns bounds by which nobody is asked for. */
  static float[] none(int neurons) {
    float[] floors = new float[neurons];
    Arrays.fill(floors, Float.POSITIVE_INFINITY);
    return floors;
  }

  /** Finds between what the best of each row and each column lies, and which pairs may be it. */
  void findBounds(BestRange rows, BestRange columns, LikelyMatches likely) {
    sweep(
        (strip, first, count) -> {
          EstimateTile.BestBounds bounds = strip.bestBounds();
          for (int i = 0; i < count; i++) {
            rows.raise(first + i, bounds.rowLow(i), bounds.rowHigh(i));
          }
          for (int j = 0; j < tile.columns(); j++) {
            columns.raise(j, bounds.columnLow(j), bounds.columnHigh(j));
          }
          likely.keep(strip, first, count, bounds, columns.low());
          return true;
        });
  }
}
