package org.rhodb.shell.format;

import java.io.IOException;
import java.util.List;

/** Format for programs: one JSON object a line. */
final class JsonlFormat implements RowFormat {

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public String description() {
    return "one JSON object a line; numbers keep all digits, " + JsonRow.NOT_FINITE;
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<Heading> headings = table.headings();
    StringBuilder line = new StringBuilder();
    long rows = 0;
    for (; table.next(); rows++) {
      line.setLength(0);
      JsonRow.append(line, headings, table);
      out.append(line.append('\n'));
    }
    return rows;
  }
}
