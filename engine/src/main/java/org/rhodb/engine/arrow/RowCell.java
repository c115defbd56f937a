package org.rhodb.engine.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.ValueText;

/** Function that sets one value of a vector, whatever its type. */
final class RowCell {
  private RowCell() {}

  /**
   * Sets a value; null is left out.
   *
   * @throws QueryException A208 for a whole number of more digits than Arrow's decimal has
   */
  static void set(FieldVector vector, int index, @Nullable Object value) {
    if (vector instanceof FixedSizeListVector array) {
      setArray(array, index, value);
    } else if (vector instanceof StructVector struct) {
      setStruct(struct, index, value);
    } else if (value != null) {
      setPresent(vector, index, value);
    }
  }

  private static void setPresent(FieldVector vector, int index, Object value) {
    if (vector instanceof ListVector list) {
      setList(list, index, value);
    } else if (vector instanceof VarCharVector text) {
      text.setSafe(index, ValueText.of(value).getBytes(UTF_8));
    } else if (vector instanceof VarBinaryVector bytes) {
      bytes.setSafe(index, (byte[]) value);
    } else if (vector instanceof DecimalVector decimal) {
      decimal.setSafe(index, decimal(decimal, value));
    } else if (vector instanceof BaseIntVector number) {
      // Makes room first: the setter that all widths share does not.
      ensure((BaseFixedWidthVector) vector, index);
      number.setWithPossibleTruncate(index, ((Number) value).longValue());
    } else if (vector instanceof Float8Vector number) {
      number.setSafe(index, ((Number) value).doubleValue());
    } else if (vector instanceof Float4Vector number) {
      number.setSafe(index, ((Number) value).floatValue());
    } else if (vector instanceof BitVector bit) {
      bit.setSafe(index, (Boolean) value ? 1 : 0);
    } else {
      setTime(vector, index, value);
    }
  }

  private static void ensure(BaseFixedWidthVector vector, int index) {
    while (index >= vector.getValueCapacity()) {
      vector.reAlloc();
    }
  }

  private static void setTime(FieldVector vector, int index, Object value) {
    if (vector instanceof DateDayVector date) {
      date.setSafe(index, Math.toIntExact(((LocalDate) value).toEpochDay()));
    } else if (vector instanceof TimeMicroVector time) {
      time.setSafe(index, ((LocalTime) value).toNanoOfDay() / 1_000);
    } else if (vector instanceof TimeNanoVector time) {
      time.setSafe(index, ((LocalTime) value).toNanoOfDay());
    } else if (vector instanceof TimeStampVector timestamp) {
      Instant instant =
          value instanceof OffsetDateTime offset
              ? offset.toInstant()
              : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
      ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
      timestamp.setSafe(index, ticks(instant, type));
    } else {
      throw new IllegalStateException("no value is set in " + vector.getClass().getName());
    }
  }

  private static long ticks(Instant instant, ArrowType.Timestamp type) {
    long perSecond =
        switch (type.getUnit()) {
          case SECOND -> 1;
          case MILLISECOND -> 1_000;
          case MICROSECOND -> 1_000_000;
          case NANOSECOND -> 1_000_000_000;
        };
    long part = instant.getNano() / (1_000_000_000 / perSecond);
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), perSecond), part);
  }

  private static BigDecimal decimal(DecimalVector vector, Object value) {
    BigDecimal decimal =
        value instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) value;
    if (decimal.precision() - decimal.scale() > vector.getPrecision() - vector.getScale()) {
      throw QueryException.of(
              ErrorCode.A208,
              "column '"
                  + vector.getName()
                  + "': Arrow's decimals have "
                  + vector.getPrecision()
                  + " digits; found "
                  + decimal)
          .withHint("cast it to VARCHAR or DOUBLE");
    }
    return decimal.setScale(vector.getScale());
  }

  private static void setList(ListVector vector, int index, Object value) {
    int place = vector.startNewValue(index);
    if (value instanceof Map<?, ?> map) {
      StructVector entries = (StructVector) vector.getDataVector();
      int entry = place;
      for (Map.Entry<?, ?> pair : map.entrySet()) {
        entries.setIndexDefined(entry);
        set((FieldVector) entries.getChildByOrdinal(0), entry, pair.getKey());
        set((FieldVector) entries.getChildByOrdinal(1), entry, pair.getValue());
        entry++;
      }
      vector.endValue(index, map.size());
    } else {
      List<?> elements = (List<?>) value;
      for (int i = 0; i < elements.size(); i++) {
        set(vector.getDataVector(), place + i, elements.get(i));
      }
      vector.endValue(index, elements.size());
    }
  }

  private static void setArray(FixedSizeListVector vector, int index, @Nullable Object value) {
    if (value == null) {
      vector.setNull(index);
      return;
    }
    int place = vector.startNewValue(index);
    List<?> elements = (List<?>) value;
    for (int i = 0; i < elements.size(); i++) {
      set(vector.getDataVector(), place + i, elements.get(i));
    }
  }

  private static void setStruct(StructVector vector, int index, @Nullable Object value) {
    if (value == null) {
      vector.setNull(index);
      return;
    }
    vector.setIndexDefined(index);
    Map<?, ?> map = (Map<?, ?>) value;
    int part = 0;
    for (Object element : map.values()) {
      set((FieldVector) vector.getChildByOrdinal(part++), index, element);
    }
  }
}
