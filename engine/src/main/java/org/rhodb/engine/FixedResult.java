package org.rhodb.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is already there: a few rows, a count, or a message. */
final class FixedResult implements QueryResult {
  private final Kind kind;
  private final List<ResultColumn> columns;
  private final List<List<@Nullable Object>> rows;
  private final String message;
  private final long updateCount;
  private final List<String> warnings;
  private int current = -1;

  private FixedResult(
      Kind kind,
      List<ResultColumn> columns,
      List<List<@Nullable Object>> rows,
      String message,
      long updateCount,
      List<String> warnings) {
    this.kind = kind;
    this.columns = columns;
    this.rows = rows;
    this.message = message;
    this.updateCount = updateCount;
    this.warnings = List.copyOf(warnings);
  }

  static FixedResult message(String message) {
    return new FixedResult(Kind.MESSAGE, List.of(), List.of(), message, 0, List.of());
  }

  static FixedResult rows(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {
    return new FixedResult(Kind.ROWS, columns, rows, "", 0, List.of());
  }

  static FixedResult update(long count, List<String> warnings) {
    return new FixedResult(Kind.UPDATE, List.of(), List.of(), "", count, warnings);
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    if (current < rows.size()) {
      current++;
    }
    return current < rows.size();
  }

  @Override
  public @Nullable Object value(int column) {
    return rows.get(current).get(column);
  }

  @Override
  public long updateCount() {
    return updateCount;
  }

  @Override
  public String message() {
    return message;
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    current = rows.size();
  }
}
