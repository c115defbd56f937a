package org.rhodb.shell.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table of rows given in a test. */
final class ListTable implements Table {
  private final List<Heading> headings;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private int row = -1;

  ListTable(String... namesAndTypes) {
    headings =
        Arrays.stream(namesAndTypes)
            .map(pair -> new Heading(pair.split(" ")[0], pair.split(" ")[1]))
            .toList();
  }

  ListTable row(@Nullable Object... values) {
    rows.add(values);
    return this;
  }

  @Override
  public List<Heading> headings() {
    return headings;
  }

  @Override
  public boolean next() {
    return ++row < rows.size();
  }

  @Override
  public @Nullable Object value(int column) {
    return rows.get(row)[column];
  }

  /** Prints this table in a format. */
  String in(String format, Layout layout) throws java.io.IOException {
    StringBuilder out = new StringBuilder();
    ((RowFormat) Formats.named(format).orElseThrow()).write(this, layout, out);
    return out.toString();
  }

  String in(String format) throws java.io.IOException {
    return in(format, Layout.UNLIMITED_WIDTH);
  }
}
