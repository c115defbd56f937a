package org.rhodb.shell.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/**
 * Format for programs: comma-separated values quoted as RFC 4180 says, a header line first.
 *
 * <p>Lines end in a line feed alone, as in DuckDB's and psql's output. NULL is an empty field, the
 * empty text is {@code ""}.
 */
final class CsvFormat implements RowFormat {

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String description() {
    return "comma-separated values (RFC 4180) with a header; the default in a pipe";
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<Heading> headings = table.headings();
    for (int i = 0; i < headings.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quote(headings.get(i).name()));
    }
    out.append('\n');
    long rows = 0;
    for (; table.next(); rows++) {
      for (int i = 0; i < headings.size(); i++) {
        out.append(i == 0 ? "" : ",").append(field(table.value(i)));
      }
      out.append('\n');
    }
    return rows;
  }

  private static String field(@Nullable Object value) {
    return value == null ? "" : quote(ValueText.of(value));
  }

  private static String quote(String text) {
    if (text.isEmpty()) {
      return "\"\"";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == ',' || c == '\n' || c == '\r') {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    boolean hasEdgeSpace = text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ';
    return hasEdgeSpace ? '"' + text + '"' : text;
  }
}
