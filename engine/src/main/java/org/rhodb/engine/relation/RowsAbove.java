package org.rhodb.engine.relation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Rows whose {@code rho} is above a value: the parameter {@code rho :=} of the table functions. */
public final class RowsAbove implements RowSource {
  private final RowSource rows;
  private final RowBatch read;
  private final int rhoColumn;
  private final double rho;

  /** Filters rows with these columns; closes them with itself. */
  public RowsAbove(RowSource rows, List<Column> columns, double rho) {
    this.rows = rows;
    this.read = new RowBatch(columns, RowBatch.DEFAULT_CAPACITY);
    this.rho = rho;
    int place = 0;
    while (!columns.get(place).name().equals("rho")) {
      place++;
    }
    this.rhoColumn = place;
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    while (batch.size() == 0) {
      if (!rows.next(read)) {
        return false;
      }
      for (int row = 0; row < read.size(); row++) {
        if (!read.isNull(rhoColumn, row) && read.getDouble(rhoColumn, row) > rho) {
          copy(row, batch);
        }
      }
    }
    return true;
  }

  private void copy(int from, RowBatch batch) {
    int to = batch.append();
    for (int i = 0; i < read.columns().size(); i++) {
      @Nullable Object value = read.get(i, from);
      if (value instanceof String text) {
        batch.setString(i, to, text);
      } else if (value instanceof Boolean flag) {
        batch.setBoolean(i, to, flag);
      } else if (value instanceof Double number) {
        batch.setDouble(i, to, number);
      } else if (value instanceof Number number) {
        batch.setLong(i, to, number.longValue());
      }
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
