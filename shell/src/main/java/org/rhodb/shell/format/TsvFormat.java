package org.rhodb.shell.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/**
 * Format for programs: tab-separated values, a header line first.
 *
 * <p>A field cannot hold a tab or line break, so these and the backslash are written as {@code \t},
 * {@code \n}, {@code \r} and {@code \\}; everything else is kept. NULL is an empty field.
 */
final class TsvFormat implements RowFormat {

  @Override
  public String name() {
    return "tsv";
  }

  @Override
  public String description() {
    return "tab-separated values with a header; tabs and line breaks as \\t and \\n";
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<Heading> headings = table.headings();
    for (int i = 0; i < headings.size(); i++) {
      out.append(i == 0 ? "" : "\t").append(field(headings.get(i).name()));
    }
    out.append('\n');
    long rows = 0;
    for (; table.next(); rows++) {
      for (int i = 0; i < headings.size(); i++) {
        out.append(i == 0 ? "" : "\t").append(field(table.value(i)));
      }
      out.append('\n');
    }
    return rows;
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return ValueText.of(value)
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
