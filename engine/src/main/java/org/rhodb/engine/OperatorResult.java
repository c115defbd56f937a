package org.rhodb.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** The rows of an operator that runs on its own, without SQL around it. */
final class OperatorResult implements QueryResult {
  private final List<Column> columns;
  private final RowSource rows;
  private final RowBatch batch;
  private int row;

  OperatorResult(List<Column> columns, RowSource rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.batch = new RowBatch(columns, RowBatch.DEFAULT_CAPACITY);
  }

  @Override
  public Kind kind() {
    return Kind.ROWS;
  }

  @Override
  public List<ResultColumn> columns() {
    return columns.stream()
        .map(c -> new ResultColumn(c.name(), c.type().name(), c.description()))
        .toList();
  }

  @Override
  public boolean next() {
    row++;
    if (row < batch.size()) {
      return true;
    }
    row = 0;
    return rows.next(batch);
  }

  @Override
  public @Nullable Object value(int column) {
    return batch.get(column, row);
  }

  @Override
  public long updateCount() {
    return 0;
  }

  @Override
  public String message() {
    return "";
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public void close() {
    rows.close();
  }
}
