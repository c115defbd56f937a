package org.rhodb.engine.jdbc;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;

/** Rows that metadata made, as a result. */
final class ListResult implements QueryResult {
  private final List<ResultColumn> columns;
  private final List<@Nullable Object[]> rows;
  private int current = -1;

  /**
   * Wraps rows.
   *
   * @param columns each {@code NAME TYPE}
   */
  ListResult(List<String> columns, List<@Nullable Object[]> rows) {
    this.columns = columns.stream().map(ListResult::column).toList();
    this.rows = rows;
  }

  private static ResultColumn column(String nameAndType) {
    String[] parts = nameAndType.split(" ");
    return new ResultColumn(parts[0], parts[1], "");
  }

  /** Returns columns given as {@code NAME TYPE, NAME TYPE}. */
  static List<String> columns(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }

  @Override
  public Kind kind() {
    return Kind.ROWS;
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    current = Math.min(current + 1, rows.size());
    return current < rows.size();
  }

  @Override
  public @Nullable Object value(int column) {
    return rows.get(current)[column];
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
    current = rows.size();
  }
}
