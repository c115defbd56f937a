package org.rhodb.shell.format;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/**
 * Format for people: a table in a frame, types under the names, numbers to the right, the number of
 * rows below.
 *
 * <p>More than {@link Layout#maxRows} rows are left out in the middle, so that the first and last
 * remain and memory does not grow with the result; columns that do not fit the width are cut, and
 * if that is not enough left out in the middle.
 */
final class BoxFormat implements RowFormat {

  @Override
  public String name() {
    return "box";
  }

  @Override
  public String description() {
    return "a table in a frame; the default on a terminal";
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<Heading> headings = table.headings();
    int half = layout.maxRows() / 2;
    List<String[]> head = new ArrayList<>();
    Deque<String[]> tail = new ArrayDeque<>();
    long rows = 0;
    for (; table.next(); rows++) {
      String[] cells = cells(table, headings.size());
      if (layout.maxRows() == 0 || rows < layout.maxRows()) {
        head.add(cells);
      } else {
        tail.add(cells);
        if (tail.size() > half) {
          tail.remove();
        }
      }
    }
    boolean isElided = !tail.isEmpty();
    if (isElided) {
      // The rows that lie between the two halves, unless the tail still needs them.
      List<String[]> middle = head.subList(layout.maxRows() - half, head.size());
      List<String[]> last = new ArrayList<>(middle);
      last.addAll(tail);
      tail.clear();
      tail.addAll(last.subList(last.size() - half, last.size()));
      middle.clear();
    }
    BoxFrame frame = BoxFrame.fit(headings, head, tail, layout.width());
    StringBuilder text = new StringBuilder();
    frame.header(text);
    head.forEach(cells -> frame.row(text, cells));
    if (isElided) {
      frame.ellipsis(text);
      tail.forEach(cells -> frame.row(text, cells));
    }
    frame.footer(text);
    out.append(text).append(summary(rows, head.size() + tail.size(), frame, headings.size()));
    return rows;
  }

  private static String[] cells(Table table, int columns) {
    String[] cells = new String[columns];
    for (int i = 0; i < columns; i++) {
      cells[i] = cell(table.value(i));
    }
    return cells;
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "NULL" : VisibleText.escape(ValueText.of(value));
  }

  private static String summary(long rows, int shown, BoxFrame frame, int columns) {
    StringBuilder text = new StringBuilder().append(String.format(Locale.ROOT, "%,d", rows));
    text.append(rows == 1 ? " row" : " rows");
    if (shown < rows) {
      text.append(String.format(Locale.ROOT, " (%d shown)", shown));
    }
    if (frame.columns() < columns) {
      text.append(String.format(Locale.ROOT, ", %d columns (%d shown)", columns, frame.columns()));
    }
    return text.append('\n').toString();
  }
}
