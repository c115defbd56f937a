package org.rhodb.engine.machine;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The least seconds that each piece of work took in any of its turns, so far. */
final class LeastSeconds {
  private static final int TURNS = 4;

  private final Map<String, Double> least = new HashMap<>();

  /** Something that is timed. */
  interface Work {
    void run() throws IOException;
  }

  /** Runs a piece of work, once to warm it up, and returns the least it ever took. */
  double of(String what, Work work) throws IOException {
    work.run();
    double best = least.getOrDefault(what, Double.POSITIVE_INFINITY);
    for (int turn = 0; turn < TURNS; turn++) {
      long started = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - started) / 1e9);
    }
    best = Math.max(best, 1e-9);
    least.put(what, best);
    return best;
  }
}
