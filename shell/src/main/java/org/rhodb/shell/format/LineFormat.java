package org.rhodb.shell.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/** Format for people: one value a line, for rows that are wider than the screen. */
final class LineFormat implements RowFormat {

  @Override
  public String name() {
    return "line";
  }

  @Override
  public String description() {
    return "one value a line, an empty line between rows";
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<String> names =
        table.headings().stream().map(heading -> VisibleText.escape(heading.name())).toList();
    int width = names.stream().mapToInt(VisibleText::width).max().orElse(0);
    long rows = 0;
    for (; table.next(); rows++) {
      StringBuilder row = new StringBuilder(rows == 0 ? "" : "\n");
      for (int i = 0; i < names.size(); i++) {
        VisibleText.pad(row, names.get(i), width, true);
        row.append(" = ").append(text(table.value(i))).append('\n');
      }
      out.append(row);
    }
    return rows;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "NULL" : VisibleText.escape(ValueText.of(value));
  }
}
