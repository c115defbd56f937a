package org.rhodb.shell.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/** Format for people: a Markdown table, to be pasted into notes and issues. */
final class MarkdownFormat implements RowFormat {

  @Override
  public String name() {
    return "markdown";
  }

  @Override
  public String description() {
    return "a Markdown table";
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<Heading> headings = table.headings();
    for (Heading heading : headings) {
      out.append("| ").append(cell(heading.name())).append(' ');
    }
    out.append("|\n");
    for (Heading heading : headings) {
      out.append(heading.isNumber() ? "|---:" : "|:---");
    }
    out.append("|\n");
    long rows = 0;
    for (; table.next(); rows++) {
      for (int i = 0; i < headings.size(); i++) {
        out.append("| ").append(cell(table.value(i))).append(' ');
      }
      out.append("|\n");
    }
    return rows;
  }

  private static String cell(@Nullable Object value) {
    return value == null
        ? "NULL"
        : VisibleText.escape(ValueText.of(value)).replace("\\", "\\\\").replace("|", "\\|");
  }
}
