package org.rhodb.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.rhodb.engine.catalog.RunRecord;

/** Hears of the runs that end while it is open, for EXPLAIN ANALYZE. */
final class RunLog implements AutoCloseable {
  private final List<RunRecord> runs = new CopyOnWriteArrayList<>();
  private final Consumer<RunLog> onClose;

  RunLog(Consumer<RunLog> onClose) {
    this.onClose = onClose;
  }

  void add(RunRecord run) {
    runs.add(run);
  }

  List<RunRecord> runs() {
    return runs;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
