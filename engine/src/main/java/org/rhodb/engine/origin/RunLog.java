package org.rhodb.engine.origin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.rhodb.engine.catalog.RunRecord;

/** Hears of the runs of one session that end while it is open. */
public final class RunLog implements AutoCloseable {
  private final List<RunRecord> runs = new CopyOnWriteArrayList<>();
  private final List<Long> ids = new CopyOnWriteArrayList<>();
  private final Consumer<RunLog> onClose;

  RunLog(Consumer<RunLog> onClose) {
    this.onClose = onClose;
  }

  void add(long id, RunRecord run) {
    ids.add(id);
    runs.add(run);
  }

  /** Returns the runs so far. */
  public List<RunRecord> runs() {
    return List.copyOf(runs);
  }

  /** Returns their numbers in the ledger, in the same order; 0 where there is none. */
  List<Long> ids() {
    return List.copyOf(ids);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
