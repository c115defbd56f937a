package org.rhodb.engine.network.tensor.screen;

import java.util.Arrays;

/**
 * Chosen pairs of rows and columns, sorted by row and then by column, in compressed rows: the
 * columns of row i are {@code columns[starts[i]] .. columns[starts[i + 1] - 1]}.
 */
public final class PairChoice {
  private final int[] starts;
  private final int[] columns;
  private final int width;

  private PairChoice(int[] starts, int[] columns, int width) {
    this.starts = starts;
    this.columns = columns;
    this.width = width;
  }

  /**
   * Returns a choice; pairs named twice count once.
   *
   * @param height rows there are
   * @param width columns there are
   * @param places row times {@code width} plus column of each pair, in any order; sorted in place
   */
  public static PairChoice of(int height, int width, long[] places) {
    Arrays.sort(places);
    int[] starts = new int[height + 1];
    int[] columns = new int[places.length];
    int count = 0;
    for (int i = 0; i < places.length; i++) {
      if (i == 0 || places[i] != places[i - 1]) {
        columns[count++] = (int) (places[i] % width);
        starts[(int) (places[i] / width) + 1]++;
      }
    }
    for (int row = 0; row < height; row++) {
      starts[row + 1] += starts[row];
    }
    return new PairChoice(starts, Arrays.copyOf(columns, count), width);
  }

  /** Returns the number of pairs. */
  public int size() {
    return columns.length;
  }

  /** Returns the number of rows. */
  public int height() {
    return starts.length - 1;
  }

  /** Returns the number of columns. */
  public int width() {
    return width;
  }

  /** Returns the first pair of a row; of {@link #height}, the number of pairs. */
  public int start(int row) {
    return starts[row];
  }

  /** Returns which pair a row and a column are; negative if they were not chosen. */
  public int indexOf(int row, int column) {
    return Arrays.binarySearch(columns, starts[row], starts[row + 1], column);
  }

  /** Returns the column of a pair. */
  public int column(int pair) {
    return columns[pair];
  }
}
