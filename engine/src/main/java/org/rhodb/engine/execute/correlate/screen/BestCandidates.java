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
  private final LikelyMatches likely;
  private final Candidates candidates;

  /**
   * Creates the search.
   *
   * @param likely pairs that may be, as far as they were kept
   * @param candidates what is found
   */
  BestCandidates(ScreenRun.Screens screens, int pair, LikelyMatches likely, Candidates candidates) {
    this.screens = screens;
    this.pair = pair;
    this.likely = likely;
    this.candidates = candidates;
  }

  /**
   * Finds the candidates of some neurons of both sides.
   *
   * @param rows what the match of each left neuron is at least; infinite where it is not asked for
   * @param columns the same of the right ones
   */
  void find(float[] rows, float[] columns) {
    if (likely.isComplete()) {
      likely.select(rows, columns, candidates);
      return;
    }
    int[] left = asked(rows);
    int[] right = asked(columns);
    double share = (double) left.length / rows.length + (double) right.length / columns.length;
    if (share >= 1) {
      findAll(rows, columns);
      return;
    }
    if (left.length > 0) {
      try (ScreenRun.SomeEstimates some = screens.openSome(pair, true, left)) {
        screen(some.tile())
            .findBest(
                floors(rows, left),
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
                floors(columns, right),
                (row, column, estimate, margin) -> candidates.add(row, right[column]),
                candidates);
      }
    }
  }

  private void findAll(float[] rows, float[] columns) {
    try (EstimateTile tile = screens.open(pair)) {
      screen(tile)
          .findBest(
              rows,
              columns,
              (row, column, estimate, margin) -> candidates.add(row, column),
              candidates);
    }
  }

  private PairScreen screen(EstimateTile tile) {
    return new PairScreen(tile, screens.between());
  }

  private static int[] asked(float[] floors) {
    return IntStream.range(0, floors.length)
        .filter(i -> floors[i] < Float.POSITIVE_INFINITY)
        .toArray();
  }

  private static float[] floors(float[] all, int[] chosen) {
    float[] some = new float[chosen.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[chosen[i]];
    }
    return some;
  }

  /** Returns the pairs found so far, each once. */
  PairChoice found() {
    return candidates.choice();
  }
}
