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

  /** Returns the elements of any driver's array, in the engine's classes where it is ours. */
  static List<?> elements(Array array) throws SQLException {
    if (array instanceof RhoArray ours) {
      return ours.elements;
    }
    Object values = array.getArray();
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < java.lang.reflect.Array.getLength(values); i++) {
      elements.add(java.lang.reflect.Array.get(values, i));
    }
    return elements;
  }

  @Override
  public Object getArray() throws SQLException {
    return standard(elements);
  }

  /** Elements are of the classes that JDBC names for their type; lists within are arrays. */
  private Object[] standard(List<@Nullable Object> values) throws SQLException {
    @Nullable Object[] standard = new @Nullable Object[values.size()];
    for (int i = 0; i < standard.length; i++) {
      Object value = values.get(i);
      boolean isList = value instanceof List<?>;
      standard[i] =
          value == null
              ? null
              : isList
                  ? new RhoArray(inner(), (List<?>) value).getArray()
                  : ValueAs.standard(value, elementType);
    }
    return standard;
  }

  private String inner() {
    int bracket = elementType.lastIndexOf('[');
    return bracket < 0 ? "" : elementType.substring(0, bracket);
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    if (index < 1 || count < 0 || index - 1 + count > elements.size()) {
      throw JdbcErrors.badArgument(
          "elements " + index + " to " + (index + count - 1) + " of " + elements.size());
    }
    int from = (int) index - 1;
    return standard(elements.subList(from, from + count));
  }

  @Override
  public Object getArray(@Nullable Map<String, Class<?>> types) throws SQLException {
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
