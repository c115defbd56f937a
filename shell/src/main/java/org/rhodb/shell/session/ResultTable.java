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
  private final KeptRows kept;

  /**
   * Wraps a result.
   *
   * @param isStreamed whether each row goes to the terminal that shows the progress
   * @param statement text of the statement that gave the result
   */
  ResultTable(QueryResult result, boolean isStreamed, ProgressLine progress, String statement) {
    this.result = result;
    this.isStreamed = isStreamed;
    this.progress = progress;
    this.headings =
        result.columns().stream()
            .map(column -> new Heading(column.name(), column.typeName()))
            .toList();
    this.kept = new KeptRows(headings, statement);
  }

  /** Returns the rows that were pulled. */
  KeptRows kept() {
    return kept;
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
    if (hasRow) {
      kept.add(result);
    } else {
      kept.complete();
    }
    return hasRow;
  }

  @Override
  public @Nullable Object value(int column) {
    return result.value(column);
  }
}
