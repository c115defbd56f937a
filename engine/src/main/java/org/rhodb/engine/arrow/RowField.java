package org.rhodb.engine.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * Function from a column of a result to Arrow's field for it.
 *
 * <p>What Arrow has no type for in common use (ENUM, INTERVAL, UUID, BIT, times with a zone) is
 * text as the shell shows it.
 */
final class RowField {
  /** Digits of Arrow's decimal of 128 bits: HUGEINT's largest values have 39. */
  static final int HUGE_DIGITS = 38;

  private static final int BITS_OF_DECIMAL = 128;

  private RowField() {}

  /** Returns the field of a column. */
  static Field of(String name, String typeName) {
    return of(name, SqlTypeName.of(typeName), true);
  }

  private static Field of(String name, SqlTypeName type, boolean isNullable) {
    List<Field> children = new ArrayList<>();
    switch (type.base()) {
      case "LIST", "ARRAY" -> children.add(of("item", type.parts().get(0), true));
      case "STRUCT" -> {
        for (int i = 0; i < type.parts().size(); i++) {
          children.add(of(type.names().get(i), type.parts().get(i), true));
        }
      }
      case "MAP" ->
          children.add(
              new Field(
                  MapVector.DATA_VECTOR_NAME,
                  new FieldType(false, ArrowType.Struct.INSTANCE, null),
                  List.of(
                      of(MapVector.KEY_NAME, type.parts().get(0), false),
                      of(MapVector.VALUE_NAME, type.parts().get(1), true))));
      default -> {
        // No parts.
      }
    }
    return new Field(name, new FieldType(isNullable, arrowType(type), null), children);
  }

  private static ArrowType arrowType(SqlTypeName type) {
    return switch (type.base()) {
      case "BOOLEAN" -> ArrowType.Bool.INSTANCE;
      case "TINYINT" -> new ArrowType.Int(8, true);
      case "SMALLINT" -> new ArrowType.Int(16, true);
      case "INTEGER" -> new ArrowType.Int(32, true);
      case "BIGINT" -> new ArrowType.Int(64, true);
      case "UTINYINT" -> new ArrowType.Int(8, false);
      case "USMALLINT" -> new ArrowType.Int(16, false);
      case "UINTEGER" -> new ArrowType.Int(32, false);
      case "UBIGINT" -> new ArrowType.Int(64, false);
      case "HUGEINT", "UHUGEINT" -> new ArrowType.Decimal(HUGE_DIGITS, 0, BITS_OF_DECIMAL);
      case "DECIMAL" ->
          new ArrowType.Decimal(type.numbers().get(0), type.numbers().get(1), BITS_OF_DECIMAL);
      case "FLOAT" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "BLOB" -> ArrowType.Binary.INSTANCE;
      case "DATE" -> new ArrowType.Date(DateUnit.DAY);
      case "TIME" -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case "TIME_NS" -> new ArrowType.Time(TimeUnit.NANOSECOND, 64);
      case "TIMESTAMP" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case "TIMESTAMP_S" -> new ArrowType.Timestamp(TimeUnit.SECOND, null);
      case "TIMESTAMP_MS" -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, null);
      case "TIMESTAMP_NS" -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
      case "TIMESTAMP WITH TIME ZONE" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case "LIST" -> ArrowType.List.INSTANCE;
      case "ARRAY" -> new ArrowType.FixedSizeList(type.numbers().get(0));
      case "STRUCT" -> ArrowType.Struct.INSTANCE;
      case "MAP" -> new ArrowType.Map(false);
      default -> ArrowType.Utf8.INSTANCE;
    };
  }
}
