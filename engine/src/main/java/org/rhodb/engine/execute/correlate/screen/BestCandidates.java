package org.rhodb.engine.execute.correlate.screen;

import java.util.stream.IntStream;
import org.rhodb.engine.network.tensor.screen.EstimateTile;
import org.rhodb.engine.network.tensor.screen.PairChoice;

/**
 * The pairs of two networks that may be the best match of a neuron, of those neurons only whose
 * match is asked for: those seen while bounds were found, or, where they were too many to keep, by
 * computing the estimates of these neurons again.
 */
final class BestCandidates {
  private final ScreenRun.Screens screens;
  private final int pair;
  private final BestRange rows;
  private final BestRange columns;
  private final LikelyMatches likely;
  private final Candidates candidates;

  /**
   * Creates the search.
   *
   * @param rows bounds of the best match of each left neuron, and {@code columns} of each right one
   * @param likely pairs that may be, as far as they were kept
   * @param candidates what is found
   */
  BestCandidates(
      ScreenRun.Screens screens,
      int pair,
      BestRange rows,
      BestRange columns,
      LikelyMatches likely,
      Candidates candidates) {
    this.screens = screens;
    this.pair = pair;
    this.rows = rows;
    this.columns = columns;
    this.likely = likely;
    this.candidates = candidates;
  }

  /** Finds the candidates of some neurons of both sides. */
  void find(boolean[] isRowAsked, boolean[] isColumnAsked) {
    if (likely.isComplete()) {
      likely.select(rows.of(isRowAsked).low(), columns.of(isColumnAsked).low(), candidates);
      return;
    }
    int[] left = places(isRowAsked);
    int[] right = places(isColumnAsked);
    double share =
        (double) left.length / isRowAsked.length + (double) right.length / isColumnAsked.length;
    if (share >= 1) {
      findAll(rows.of(isRowAsked), columns.of(isColumnAsked));
      return;
    }
    if (left.length > 0) {
      try (ScreenRun.SomeEstimates some = screens.openSome(pair, true, left)) {
        screen(some.tile())
            .findBest(
                rows.low(left),
                PairScreen.none(some.tile().columns()),
                (row, column, estimate, margin) -> candidates.add(left[row], column),
                candidates);
      }
    }
    if (right.length > 0 && !candidates.isOverfull()) {
      try (ScreenRun.SomeEstimates some = screens.openSome(pair, false, right)) {
        screen(some.tile())
            .findBest(
                PairScreen.none(some.tile().rows()),
                columns.low(right),
                (row, column, estimate, margin) -> candidates.add(row, right[column]),
                candidates);
      }
    }
  }

  private void findAll(BestRange rowBounds, BestRange columnBounds) {
    try (EstimateTile tile = screens.open(pair)) {
      screen(tile)
          .findBest(
              rowBounds.low(),
              columnBounds.low(),
              (row, column, estimate, margin) -> candidates.add(row, column),
              candidates);
    }
  }

  private PairScreen screen(EstimateTile tile) {
    return new PairScreen(tile, screens.between());
  }

  private static int[] places(boolean[] isAsked) {
    return IntStream.range(0, isAsked.length).filter(i -> isAsked[i]).toArray();
  }

  /** Returns the pairs found so far, each once. */
  PairChoice found() {
    return candidates.choice();
  }
}
