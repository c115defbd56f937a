package org.rhodb.shell.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/** Format for people: an HTML table, to be pasted into a page. */
final class HtmlFormat implements RowFormat {

  @Override
  public String name() {
    return "html";
  }

  @Override
  public String description() {
    return "an HTML table, without the page around it";
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<Heading> headings = table.headings();
    out.append("<table>\n<thead><tr>");
    for (Heading heading : headings) {
      out.append("<th>").append(text(heading.name())).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    long rows = 0;
    for (; table.next(); rows++) {
      out.append("<tr>");
      for (int i = 0; i < headings.size(); i++) {
        out.append(headings.get(i).isNumber() ? "<td align=\"right\">" : "<td>")
            .append(cell(table.value(i)))
            .append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n");
    return rows;
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "NULL" : text(ValueText.of(value));
  }

  private static String text(String value) {
    return VisibleText.escape(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
