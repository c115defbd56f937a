package org.rhodb.engine.execute.correlate.screen;

import java.util.Collection;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.network.tensor.screen.PairSums;

/**
 * The state of a {@link VerifyPass} between two blocks: how many tokens, and the sums of the chosen
 * pairs, to the bit.
 */
final class VerifySavepoint {
  private final RunSavepoints savepoints;
  private final String key;

  /**
   * Creates a savepoint.
   *
   * @param key of everything the sums depend on, the choice of pairs among it
   */
  VerifySavepoint(RunSavepoints savepoints, String key) {
    this.savepoints = savepoints;
    this.key = key;
  }

  /** Writes the state if it is time, or if the pass is done and the run a long one. */
  void offer(long position, boolean isDone, Collection<PairSums> sums) {
    if (!savepoints.isDue(isDone)) {
      return;
    }
    savepoints.write(
        key,
        out -> {
          out.writeLong(position);
          for (PairSums pairs : sums) {
            for (double value : pairs.values()) {
              out.writeDouble(value);
            }
          }
        });
  }

  /** Restores the sums; returns the tokens done, 0 if there is no savepoint. */
  long restore(Collection<PairSums> sums) {
    return savepoints
        .read(
            key,
            in -> {
              long position = in.readLong();
              for (PairSums pairs : sums) {
                double[] values = new double[pairs.size()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = in.readDouble();
                }
                pairs.restore(values);
              }
              return position;
            })
        .orElse(0L);
  }
}
