package org.rhodb.shell.serve;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.Session.DescribedParameter;

/** Reads the values of a prepared statement's placeholders, a row of them for each execution. */
final class ParameterReader {
  private ParameterReader() {}

  /** Reads all rows that a client sends. */
  static List<Parameters> read(FlightStream stream, List<DescribedParameter> described) {
    boolean isNamed = !described.isEmpty() && described.stream().noneMatch(p -> p.name().isEmpty());
    List<Parameters> rows = new ArrayList<>();
    while (stream.next()) {
      VectorSchemaRoot root = stream.getRoot();
      for (int row = 0; row < root.getRowCount(); row++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (FieldVector column : root.getFieldVectors()) {
          values.add(value(column, row));
        }
        rows.add(isNamed ? named(described, values) : Parameters.inOrder(values));
      }
    }
    return rows;
  }

  private static Parameters named(
      List<DescribedParameter> described, List<@Nullable Object> values) {
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(described.size(), values.size()); i++) {
      byName.put(described.get(i).name(), values.get(i));
    }
    return Parameters.named(byName);
  }

  private static @Nullable Object value(FieldVector column, int row) {
    Object value = column.isNull(row) ? null : column.getObject(row);
    return value == null ? null : plain(value, column.getField().getType());
  }

  /** Turns what Arrow's vectors give into what the engine takes. */
  private static Object plain(Object value, ArrowType type) {
    if (type instanceof ArrowType.Date && value instanceof Integer days) {
      return LocalDate.ofEpochDay(days);
    }
    if (type instanceof ArrowType.Date && value instanceof LocalDateTime day) {
      return day.toLocalDate();
    }
    if (type instanceof ArrowType.Time time) {
      return value instanceof LocalDateTime moment
          ? moment.toLocalTime()
          : LocalTime.MIDNIGHT.plus(((Number) value).longValue(), unit(time.getUnit()));
    }
    if (type instanceof ArrowType.Timestamp timestamp && value instanceof Long count) {
      Instant instant = Instant.EPOCH.plus(count, unit(timestamp.getUnit()));
      return instant.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(
          element -> elements.add(element instanceof Number ? element : String.valueOf(element)));
      return elements;
    }
    boolean isKnown =
        value instanceof Number
            || value instanceof Boolean
            || value instanceof byte[]
            || value instanceof LocalDateTime;
    // Texts come as Arrow's own class.
    return isKnown ? value : value.toString();
  }

  private static ChronoUnit unit(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> ChronoUnit.SECONDS;
      case MILLISECOND -> ChronoUnit.MILLIS;
      case MICROSECOND -> ChronoUnit.MICROS;
      case NANOSECOND -> ChronoUnit.NANOS;
    };
  }
}
