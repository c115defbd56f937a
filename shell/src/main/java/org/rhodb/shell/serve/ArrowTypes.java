package org.rhodb.shell.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.rhodb.engine.ResultColumn;
import org.rhodb.engine.Session.DescribedParameter;

/** Function from the store's SQL types to Arrow's. */
final class ArrowTypes {
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  private static final int DECIMAL_BITS = 128;
  private static final int WIDEST_DECIMAL = 38;

  private static final Map<String, ArrowType> BY_NAME =
      Map.ofEntries(
          Map.entry("BOOLEAN", ArrowType.Bool.INSTANCE),
          Map.entry("TINYINT", whole(8)),
          Map.entry("SMALLINT", whole(16)),
          Map.entry("INTEGER", whole(32)),
          Map.entry("BIGINT", whole(64)),
          Map.entry("UTINYINT", whole(16)),
          Map.entry("USMALLINT", whole(32)),
          Map.entry("UINTEGER", whole(64)),
          Map.entry("UBIGINT", decimal(20, 0)),
          Map.entry("HUGEINT", decimal(WIDEST_DECIMAL, 0)),
          Map.entry("UHUGEINT", decimal(WIDEST_DECIMAL, 0)),
          Map.entry("FLOAT", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
          Map.entry("DOUBLE", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
          Map.entry("BLOB", ArrowType.Binary.INSTANCE),
          Map.entry("DATE", new ArrowType.Date(DateUnit.DAY)),
          Map.entry("TIME", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
          Map.entry("TIMESTAMP", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
          Map.entry("TIMESTAMP_S", new ArrowType.Timestamp(TimeUnit.SECOND, null)),
          Map.entry("TIMESTAMP_MS", new ArrowType.Timestamp(TimeUnit.MILLISECOND, null)),
          Map.entry("TIMESTAMP_NS", new ArrowType.Timestamp(TimeUnit.NANOSECOND, null)),
          Map.entry(
              "TIMESTAMP WITH TIME ZONE", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")));

  private ArrowTypes() {}

  private static ArrowType whole(int bits) {
    return new ArrowType.Int(bits, true);
  }

  private static ArrowType decimal(int precision, int scale) {
    return new ArrowType.Decimal(precision, scale, DECIMAL_BITS);
  }

  /**
   * Returns the schema of a result; what its columns hold is left out, as the JDBC driver takes
   * remarks for labels.
   */
  static Schema schema(List<ResultColumn> columns) {
    return new Schema(columns.stream().map(c -> field(c.name(), c.typeName(), "")).toList());
  }

  /** Returns what a statement's placeholders take; text where any type will do. */
  static Schema parameters(List<DescribedParameter> parameters) {
    List<Field> fields = new ArrayList<>();
    for (DescribedParameter parameter : parameters) {
      String name = parameter.name().isEmpty() ? "" + (fields.size() + 1) : parameter.name();
      Field field = field(name, parameter.typeName(), "");
      FieldType type = new FieldType(true, taken(field.getType()), null, field.getMetadata());
      fields.add(new Field(name, type, field.getChildren()));
    }
    return new Schema(fields);
  }

  /** Times are asked for in milliseconds: the JDBC driver sends those whatever it is asked for. */
  private static ArrowType taken(ArrowType type) {
    if (type instanceof ArrowType.Timestamp timestamp) {
      return new ArrowType.Timestamp(TimeUnit.MILLISECOND, timestamp.getTimezone());
    }
    return type instanceof ArrowType.Time ? new ArrowType.Time(TimeUnit.MILLISECOND, 32) : type;
  }

  /** Returns a column; what its values are in SQL stands in its metadata. */
  static Field field(String name, String typeName, String description) {
    ArrowType type = type(typeName);
    FlightSqlColumnMetadata.Builder metadata =
        new FlightSqlColumnMetadata.Builder()
            .typeName(typeName)
            .isAutoIncrement(false)
            .isCaseSensitive(type.equals(TEXT))
            .isReadOnly(true)
            .isSearchable(true);
    if (!description.isEmpty()) {
      metadata.remarks(description);
    }
    if (type instanceof ArrowType.Decimal decimal) {
      metadata.precision(decimal.getPrecision()).scale(decimal.getScale());
    }
    List<Field> children =
        type instanceof ArrowType.List
            ? List.of(field("item", typeName.substring(0, typeName.lastIndexOf('[')), ""))
            : List.of();
    return new Field(
        name, new FieldType(true, type, null, metadata.build().getMetadataMap()), children);
  }

  private static ArrowType type(String typeName) {
    String name = typeName.strip().toUpperCase(Locale.ROOT);
    if (name.endsWith("]")) {
      return ArrowType.List.INSTANCE;
    }
    if (name.startsWith("DECIMAL(")) {
      String[] digits = name.substring("DECIMAL(".length(), name.length() - 1).split(",");
      return decimal(Integer.parseInt(digits[0].strip()), Integer.parseInt(digits[1].strip()));
    }
    return BY_NAME.getOrDefault(name, TEXT);
  }
}
