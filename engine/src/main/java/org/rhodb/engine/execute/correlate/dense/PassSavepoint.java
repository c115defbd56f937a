package org.rhodb.engine.execute.correlate.dense;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    Optional<InputStream> saved = store.open(key);
    if (saved.isEmpty()) {
      return 0;
    }
    try (DataInputStream in = new DataInputStream(saved.get())) {
      if (in.readInt() != FORMAT) {
        return 0;
      }
      long position = in.readLong();
      int slices = in.readInt();
      List<Moments> moments = new ArrayList<>();
      for (int s = 0; s < slices; s++) {
        moments.add(SavedMoments.read(in));
      }
      sums.read(in, between);
      blocks.restore(moments);
      return position;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // its bytes were checked when it was opened
    }
  }
}
