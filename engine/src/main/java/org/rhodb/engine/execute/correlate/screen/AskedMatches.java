package org.rhodb.engine.execute.correlate.screen;

import org.rhodb.engine.network.tensor.screen.PairChoice;

/**
 * Whose best match is asked for of the neurons of one pair of networks, and what it is at least: a
 * pair whose rho cannot be as high need not be computed.
 *
 * <p>A neuron is asked for because it may be wanted; then its match here is at least what the
 * bounds of its matches elsewhere leave for this one. The pair of its upper bound is always
 * computed, so that one that is not wanted after all has a match in every model. A partner is asked
 * for whether its own best match is the wanted neuron; then, if it is, it is at least as high.
 */
final class AskedMatches {
  private final BestRange rows;
  private final BestRange columns;
  private final float[] rowFloors;
  private final float[] columnFloors;

  /** Starts with nobody asked for. */
  AskedMatches(BestRange rows, BestRange columns) {
    this.rows = rows;
    this.columns = columns;
    this.rowFloors = PairScreen.none(rows.low().length);
    this.columnFloors = PairScreen.none(columns.low().length);
  }

  BestRange range(boolean isLeft) {
    return isLeft ? rows : columns;
  }

  /** Returns what each match is at least; infinite where it is not asked for. Shared. */
  float[] floors(boolean isLeft) {
    return isLeft ? rowFloors : columnFloors;
  }

  /** Asks for the best match of a neuron if it is at least so high. */
  void ask(boolean isLeft, int neuron, double needed) {
    float floor = Math.max(range(isLeft).low()[neuron], Math.nextDown((float) needed));
    float[] floors = floors(isLeft);
    floors[neuron] = Math.min(floors[neuron], floor);
  }

  /** Asks for the best match of every neuron of a side, whatever it is. */
  void askAll(boolean isLeft) {
    System.arraycopy(range(isLeft).low(), 0, floors(isLeft), 0, floors(isLeft).length);
  }

  /**
   * Returns who else is to be asked for so that each neuron asked for here learns whether its match
   * is mutual: the other side of its candidates.
   *
   * @param found candidates of those asked for here
   */
  AskedMatches partners(PairChoice found) {
    AskedMatches partners = new AskedMatches(rows, columns);
    for (int row = 0; row < found.height(); row++) {
      for (int c = found.start(row); c < found.start(row + 1); c++) {
        int column = found.column(c);
        askPartner(partners, false, column, rowFloors[row]);
        askPartner(partners, true, row, columnFloors[column]);
      }
    }
    return partners;
  }

  private void askPartner(AskedMatches partners, boolean isLeft, int partner, float floor) {
    float needed = Math.max(range(isLeft).low()[partner], floor);
    if (needed < floors(isLeft)[partner]) {
      partners.ask(isLeft, partner, needed);
    }
  }
}
