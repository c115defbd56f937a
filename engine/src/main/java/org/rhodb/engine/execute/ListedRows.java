package org.rhodb.engine.execute;

import java.util.List;
import java.util.function.BiConsumer;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Rows that are all known, one for each value of a list. */
public final class ListedRows<T> implements RowSource {
  private final List<T> values;
  private final BiConsumer<T, RowBatch> writer;
  private int given;

  /**
   * Creates rows.
   *
   * @param writer appends one value's row to a batch that has room for it
   */
  public ListedRows(List<T> values, BiConsumer<T, RowBatch> writer) {
    this.values = List.copyOf(values);
    this.writer = writer;
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    while (!batch.isFull() && given < values.size()) {
      writer.accept(values.get(given++), batch);
    }
    return batch.size() > 0;
  }

  @Override
  public void close() {
    given = values.size();
  }
}
