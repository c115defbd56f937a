package org.rhodb.shell.serve;

import java.util.List;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;

/** What a statement without rows has to say, its count or message, as a row. */
final class SoleRow implements QueryResult {
  private final QueryResult from;
  private boolean isRead;

  SoleRow(QueryResult from) {
    this.from = from;
  }

  @Override
  public Kind kind() {
    return Kind.ROWS;
  }

  @Override
  public List<ResultColumn> columns() {
    return RowStream.columns(from.kind(), List.of());
  }

  @Override
  public boolean next() {
    boolean isFirst = !isRead;
    isRead = true;
    return isFirst;
  }

  @Override
  public Object value(int column) {
    return from.kind() == Kind.UPDATE ? (Object) from.updateCount() : from.message();
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
    return from.warnings();
  }

  @Override
  public void close() {
    from.close();
  }
}
