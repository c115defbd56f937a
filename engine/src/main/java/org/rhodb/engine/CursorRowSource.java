package org.rhodb.engine;

import java.util.List;
import java.util.Locale;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.store.SqlColumn;
import org.rhodb.engine.store.SqlCursor;

/** Rows of a query as chunks, for operators that take a relation as their input. */
final class CursorRowSource implements RowSource {
  private final SqlCursor cursor;
  private final List<Column> columns;

  CursorRowSource(SqlCursor cursor) {
    this.cursor = cursor;
    this.columns = cursor.columns().stream().map(CursorRowSource::column).toList();
  }

  List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    while (!batch.isFull() && cursor.next()) {
      int row = batch.append();
      for (int i = 0; i < columns.size(); i++) {
        set(batch, i, row, cursor.value(i));
      }
    }
    return batch.size() > 0;
  }

  @Override
  public void close() {
    cursor.close();
  }

  private static Column column(SqlColumn column) {
    String type = column.typeName().toUpperCase(Locale.ROOT);
    ColumnType ours =
        switch (type) {
          case "BOOLEAN" -> ColumnType.BOOLEAN;
          case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> ColumnType.INTEGER;
          case "BIGINT", "UINTEGER" -> ColumnType.BIGINT;
          case "UBIGINT", "HUGEINT", "UHUGEINT", "FLOAT", "DOUBLE" -> ColumnType.DOUBLE;
          default -> type.startsWith("DECIMAL") ? ColumnType.DOUBLE : ColumnType.VARCHAR;
        };
    return new Column(column.name(), ours, "");
  }

  private static void set(RowBatch batch, int column, int row, Object value) {
    if (value == null) {
      return;
    }
    switch (batch.columns().get(column).type()) {
      case VARCHAR -> batch.setString(column, row, value.toString());
      case BOOLEAN -> batch.setBoolean(column, row, (Boolean) value);
      case INTEGER, BIGINT -> batch.setLong(column, row, ((Number) value).longValue());
      case DOUBLE -> batch.setDouble(column, row, ((Number) value).doubleValue());
    }
  }
}
