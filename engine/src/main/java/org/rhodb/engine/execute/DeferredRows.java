package org.rhodb.engine.execute;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Rows whose work starts when the first of them is asked for. */
public final class DeferredRows implements RowSource {
  private final Supplier<RowSource> opener;
  private @Nullable RowSource rows;
  private boolean isClosed;

  public DeferredRows(Supplier<RowSource> opener) {
    this.opener = opener;
  }

  @Override
  public boolean next(RowBatch batch) {
    if (isClosed) {
      batch.clear();
      return false;
    }
    RowSource opened = rows;
    if (opened == null) {
      opened = opener.get();
      rows = opened;
    }
    return opened.next(batch);
  }

  @Override
  public void close() {
    isClosed = true;
    if (rows != null) {
      rows.close();
    }
  }
}
