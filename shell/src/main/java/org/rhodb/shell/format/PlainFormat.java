package org.rhodb.shell.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/** Values as they are, for a line of shell script or a text that is a result: nothing around. */
final class PlainFormat implements RowFormat {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public String description() {
    return "values alone, a tab between, no header and no quotes; EXPLAIN in a pipe";
  }

  @Override
  public long write(Table table, Layout layout, Appendable out) throws IOException {
    int columns = table.headings().size();
    long rows = 0;
    for (; table.next(); rows++) {
      for (int i = 0; i < columns; i++) {
        @Nullable Object value = table.value(i);
        out.append(i == 0 ? "" : "\t").append(value == null ? "" : ValueText.of(value));
      }
      out.append('\n');
    }
    return rows;
  }
}
