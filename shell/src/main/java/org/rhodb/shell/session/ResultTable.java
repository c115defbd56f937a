package org.rhodb.shell.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.Table;

/** The rows of a result, for a format to pull; the progress line goes before they appear. */
final class ResultTable implements Table {
  private final QueryResult result;
  private final boolean isStreamed;
  private final ProgressLine progress;
  private final List<Heading> headings;

  /**
   * Wraps a result.
   *
   * @param isStreamed whether each row goes to the terminal that shows the progress
   */
  ResultTable(QueryResult result, boolean isStreamed, ProgressLine progress) {
    this.result = result;
    this.isStreamed = isStreamed;
    this.progress = progress;
    this.headings =
        result.columns().stream()
            .map(column -> new Heading(column.name(), column.typeName()))
            .toList();
  }

  @Override
  public List<Heading> headings() {
    return headings;
  }

  @Override
  public boolean next() {
    boolean hasRow = result.next();
    if (isStreamed || !hasRow) {
      progress.end();
    }
    return hasRow;
  }

  @Override
  public @Nullable Object value(int column) {
    return result.value(column);
  }
}
