package org.rhodb.engine.execute.correlate.screen;

import java.util.Arrays;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.network.tensor.screen.PairChoice;

/** Pairs of one {@link NeuronPair} that a screen could not rule out. */
final class Candidates {
  private final int height;
  private final int width;
  private final long limit;
  private long[] places = new long[1024];
  private int size;

  /**
   * Creates an empty set.
   *
   * @param limit pairs from which on they are too many to be worth it
   */
  Candidates(NeuronPair pair, long limit) {
    this.height = pair.leftAxis().size();
    this.width = pair.rightAxis().size();
    this.limit = limit;
  }

  /** Adds a pair by its indices on both axes. */
  void add(int left, int right) {
    if (size == places.length) {
      places = Arrays.copyOf(places, Math.addExact(size, size));
    }
    places[size++] = (long) left * width + right;
  }

  /** Returns whether there are too many; pairs that were added twice may count twice. */
  boolean isOverfull() {
    return size > limit;
  }

  int size() {
    return size;
  }

  /** Returns the pairs, each once. */
  PairChoice choice() {
    return PairChoice.of(height, width, Arrays.copyOf(places, size));
  }
}
