package org.rhodb.shell.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table in memory, whose rows can be read again and again. */
public final class ListedTable {
  private final List<Heading> headings;
  private final List<List<@Nullable Object>> rows;

  /** Holds the rows of a list, which nobody may change from now on. */
  public ListedTable(List<Heading> headings, List<List<@Nullable Object>> rows) {
    this.headings = List.copyOf(headings);
    this.rows = Collections.unmodifiableList(rows);
  }

  /** Returns the columns in order. */
  public List<Heading> headings() {
    return headings;
  }

  /** Returns the names of the columns in order. */
  public List<String> names() {
    return headings.stream().map(Heading::name).toList();
  }

  /** Returns the rows in order. */
  public List<List<@Nullable Object>> rows() {
    return rows;
  }

  /** Returns the 0-based place of a column, -1 if there is none of that name. */
  public int indexOf(String column) {
    return names().indexOf(column);
  }

  /** Returns the values of a column, from the first row to the last. */
  public List<@Nullable Object> column(int index) {
    List<@Nullable Object> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(row.get(index)));
    return values;
  }

  /** Returns the rows for a format to pull. */
  public Table table() {
    return new Cursor();
  }

  /** One walk over the rows. */
  private final class Cursor implements Table {
    private int row = -1;

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
      return rows.get(row).get(column);
    }
  }
}
