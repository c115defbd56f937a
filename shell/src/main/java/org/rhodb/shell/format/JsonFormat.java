package org.rhodb.shell.format;

import java.io.IOException;
import java.util.List;

/** Format for programs: one JSON array, one object a row and line. */
final class JsonFormat implements RowFormat {

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String description() {
    return "one JSON array of objects; numbers keep all digits, " + JsonRow.NOT_FINITE;
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    List<Heading> headings = table.headings();
    StringBuilder line = new StringBuilder();
    long rows = 0;
    out.append('[');
    for (; table.next(); rows++) {
      line.setLength(0);
      line.append(rows == 0 ? "" : ",\n ");
      JsonRow.append(line, headings, table);
      out.append(line);
    }
    out.append("]\n");
    return rows;
  }
}
