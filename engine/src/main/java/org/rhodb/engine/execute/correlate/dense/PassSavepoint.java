package org.rhodb.engine.execute.correlate.dense;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.correlate.pass.PassBlocks;
import org.rhodb.engine.execute.correlate.pass.SavedMoments;
import org.rhodb.engine.statistic.Moments;

/**
 * The state of a pass between two blocks: how many tokens, the moments of every slice, all sums.
 * All numbers are kept to the bit, so going on gives what never stopping would have given.
 */
final class PassSavepoint {
  private static final int FORMAT = 1;

  private PassSavepoint() {}

  /** Writes a savepoint over the key's last. */
  static void write(
      SavepointStore store,
      String key,
      long position,
      List<Moments> moments,
      PassSums sums,
      Runnable between) {
    store.write(
        key,
        out -> {
          out.writeInt(FORMAT);
          out.writeLong(position);
          out.writeInt(moments.size());
          for (Moments slice : moments) {
            SavedMoments.write(out, slice);
          }
          sums.write(out, between);
        });
  }

  /**
   * Restores a pass.
   *
   * @return the tokens done; 0 if there is no savepoint
   */
  static long restore(
      SavepointStore store, String key, PassBlocks blocks, PassSums sums, Runnable between) {
    return store
        .read(
            key,
            in -> {
              if (in.readInt() != FORMAT) {
                return 0L;
              }
              long position = in.readLong();
              int slices = in.readInt();
              List<Moments> moments = new ArrayList<>();
              for (int slice = 0; slice < slices; slice++) {
                moments.add(SavedMoments.read(in));
              }
              sums.read(in, between);
              blocks.restore(moments);
              return position;
            })
        .orElse(0L);
  }
}
