package org.rhodb.engine.store;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Function from a list to an array parameter; its type is that of the first element not NULL. */
final class ListParameter {
  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(Boolean.class, "BOOLEAN"),
          Map.entry(Byte.class, "TINYINT"),
          Map.entry(Short.class, "SMALLINT"),
          Map.entry(Integer.class, "INTEGER"),
          Map.entry(Long.class, "BIGINT"),
          Map.entry(Float.class, "FLOAT"),
          Map.entry(Double.class, "DOUBLE"),
          Map.entry(BigDecimal.class, "DECIMAL"),
          Map.entry(LocalDate.class, "DATE"),
          Map.entry(LocalTime.class, "TIME"),
          Map.entry(LocalDateTime.class, "TIMESTAMP"),
          Map.entry(OffsetDateTime.class, "TIMESTAMP WITH TIME ZONE"),
          Map.entry(UUID.class, "UUID"));

  private ListParameter() {}

  static Array of(Connection connection, List<?> list) throws SQLException {
    Object[] elements = new Object[list.size()];
    for (int i = 0; i < elements.length; i++) {
      Object element = ParameterValue.of(list.get(i));
      elements[i] = element instanceof List<?> inner ? of(connection, inner) : element;
    }
    return connection.createArrayOf(elementType(list), elements);
  }

  private static String elementType(List<?> list) {
    for (Object element : list) {
      if (element instanceof List<?> inner) {
        return elementType(inner) + "[]";
      }
      if (element != null) {
        return type(ParameterValue.of(element));
      }
    }
    return "INTEGER";
  }

  private static String type(@Nullable Object element) {
    return element == null ? "INTEGER" : TYPES.getOrDefault(element.getClass(), "VARCHAR");
  }
}
