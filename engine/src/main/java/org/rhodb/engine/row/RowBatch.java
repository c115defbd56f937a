package org.rhodb.engine.row;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A columnar chunk of rows, filled by one stage and read by the next, then cleared and filled
 * again.
 *
 * <p>Whole numbers and booleans live in {@code long[]}, doubles in {@code double[]}, text in {@code
 * String[]}; a value that is not set is NULL. Not thread-safe.
 */
public final class RowBatch {
  /** Rows of a chunk unless said otherwise; DuckDB's own vector size. */
  public static final int DEFAULT_CAPACITY = 2048;

  private final List<Column> columns;
  private final int capacity;
  private final Object[] values;
  private final BitSet[] present;
  private int size;

  /** Creates an empty chunk with room for {@code capacity} rows. */
  public RowBatch(List<Column> columns, int capacity) {
    this.columns = List.copyOf(columns);
    this.capacity = capacity;
    this.values = new Object[columns.size()];
    this.present = new BitSet[columns.size()];
    for (int i = 0; i < values.length; i++) {
      present[i] = new BitSet(capacity);
      values[i] =
          switch (columns.get(i).type()) {
            case VARCHAR -> new String[capacity];
            case BOOLEAN, INTEGER, BIGINT -> new long[capacity];
            case DOUBLE -> new double[capacity];
          };
    }
  }

  /** Returns the columns, in order. */
  public List<Column> columns() {
    return columns;
  }

  /** Returns the number of rows now held. */
  public int size() {
    return size;
  }

  /** Returns how many rows fit. */
  public int capacity() {
    return capacity;
  }

  /** Returns whether no further row fits. */
  public boolean isFull() {
    return size == capacity;
  }

  /** Forgets all rows. */
  public void clear() {
    size = 0;
    for (BitSet bits : present) {
      bits.clear();
    }
  }

  /** Adds a row of NULLs and returns its index. */
  public int append() {
    if (isFull()) {
      throw new IllegalStateException("batch of " + capacity + " rows is full");
    }
    return size++;
  }

  /** Sets a text. */
  public void setString(int column, int row, String value) {
    ((String[]) values[column])[row] = value;
    present[column].set(row);
  }

  /** Sets a whole number. */
  public void setLong(int column, int row, long value) {
    ((long[]) values[column])[row] = value;
    present[column].set(row);
  }

  /** Sets a boolean. */
  public void setBoolean(int column, int row, boolean value) {
    setLong(column, row, value ? 1 : 0);
  }

  /** Sets a double; NaN becomes NULL. */
  public void setDouble(int column, int row, double value) {
    if (!Double.isNaN(value)) {
      ((double[]) values[column])[row] = value;
      present[column].set(row);
    }
  }

  /** Returns whether the value is NULL. */
  public boolean isNull(int column, int row) {
    return !present[column].get(row);
  }

  /** Returns a whole number; undefined for NULL. */
  public long getLong(int column, int row) {
    return ((long[]) values[column])[row];
  }

  /** Returns a boolean; undefined for NULL. */
  public boolean getBoolean(int column, int row) {
    return getLong(column, row) != 0;
  }

  /** Returns a double; undefined for NULL. */
  public double getDouble(int column, int row) {
    return ((double[]) values[column])[row];
  }

  /** Returns a text; undefined for NULL. */
  public String getString(int column, int row) {
    return ((String[]) values[column])[row];
  }

  /** Returns a value as an object: String, Boolean, Integer, Long, Double or null. */
  public @Nullable Object get(int column, int row) {
    if (isNull(column, row)) {
      return null;
    }
    return switch (columns.get(column).type()) {
      case VARCHAR -> getString(column, row);
      case BOOLEAN -> getBoolean(column, row);
      case INTEGER -> Math.toIntExact(getLong(column, row));
      case BIGINT -> getLong(column, row);
      case DOUBLE -> getDouble(column, row);
    };
  }
}
