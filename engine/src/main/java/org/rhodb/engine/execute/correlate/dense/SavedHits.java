package org.rhodb.engine.execute.correlate.dense;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;

/**
 * Hits of a finished pass that were kept while they were given, so that they are found only once.
 */
final class SavedHits implements Hits {
  private static final int END = -1;

  private final DataInputStream in;
  private boolean isAtEnd;

  /** Creates hits; takes over the stream. */
  SavedHits(InputStream in) {
    this.in = new DataInputStream(in);
  }

  @Override
  public boolean next(HitBatch batch) {
    batch.clear();
    try {
      while (!isAtEnd && batch.size() < 1 << 16) {
        int pair = in.readInt();
        if (pair == END) {
          isAtEnd = true;
        } else {
          batch.add(pair, in.readInt(), in.readInt(), in.readDouble());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // its bytes were checked when it was opened
    }
    return batch.size() > 0;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hits that are kept while they are given; whole once the last was given. */
  static final class Recording implements Hits {
    private final Hits source;
    private final SavepointStore.Pending pending;
    private final DataOutputStream out;
    private final Runnable whenWhole;
    private boolean isCommitted;

    /**
     * Creates hits; takes over both.
     *
     * @param whenWhole called once all hits are safe
     */
    Recording(Hits source, SavepointStore.Pending pending, Runnable whenWhole) {
      this.source = source;
      this.whenWhole = whenWhole;
      this.pending = pending;
      this.out = new DataOutputStream(pending.stream());
    }

    @Override
    public boolean next(HitBatch batch) {
      boolean hasMore = source.next(batch);
      try {
        for (int i = 0; hasMore && i < batch.size(); i++) {
          out.writeInt(batch.pair(i));
          out.writeInt(batch.left(i));
          out.writeInt(batch.right(i));
          out.writeDouble(batch.rho(i));
        }
        if (!hasMore && !isCommitted) {
          out.writeInt(END);
          out.flush();
          pending.commit();
          isCommitted = true;
          whenWhole.run();
        }
      } catch (IOException e) {
        throw SavepointStore.unwritable(e);
      }
      return hasMore;
    }

    @Override
    public void close() {
      source.close();
      pending.close();
    }
  }
}
