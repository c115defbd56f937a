package org.rhodb.engine.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list of values as a JDBC array; it is in memory and needs no freeing. */
final class RhoArray implements Array {
  private final String elementType;
  private final List<@Nullable Object> elements;

  RhoArray(String elementType, List<?> elements) {
    this.elementType = elementType;
    this.elements = new ArrayList<>(elements);
  }

  @Override
  public String getBaseTypeName() {
    return elementType;
  }

  @Override
  public int getBaseType() {
    return ColumnTypes.of(elementType).code();
  }

  @Override
  public Object getArray() {
    return elements.toArray();
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    if (index < 1 || count < 0 || index - 1 + count > elements.size()) {
      throw JdbcErrors.badArgument(
          "elements " + index + " to " + (index + count - 1) + " of " + elements.size());
    }
    int from = (int) index - 1;
    return elements.subList(from, from + count).toArray();
  }

  @Override
  public Object getArray(@Nullable Map<String, Class<?>> types) {
    return getArray();
  }

  @Override
  public Object getArray(long index, int count, @Nullable Map<String, Class<?>> types)
      throws SQLException {
    return getArray(index, count);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    throw JdbcErrors.unsupported("Array.getResultSet");
  }

  @Override
  public ResultSet getResultSet(@Nullable Map<String, Class<?>> types) throws SQLException {
    throw JdbcErrors.unsupported("Array.getResultSet");
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    throw JdbcErrors.unsupported("Array.getResultSet");
  }

  @Override
  public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> types)
      throws SQLException {
    throw JdbcErrors.unsupported("Array.getResultSet");
  }

  @Override
  public void free() {
    elements.clear();
  }

  @Override
  public String toString() {
    return Values.toText(elements);
  }
}
