package org.rhodb.shell.serve;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.EncodedTexts;
import org.rhodb.engine.row.ValueText;

/**
 * Writes the engine's values, none of them null, into one column of a batch, which has room for as
 * many rows as the batch may have.
 */
interface ColumnWriter {

  /**
   * Writes a value.
   *
   * @return bytes it took beyond those every row takes
   */
  int write(int row, Object value);

  /** Returns the writer of a column; its type is one of {@link ArrowTypes} or of the protocol. */
  static ColumnWriter of(FieldVector column) {
    if (column instanceof VarCharVector texts) {
      EncodedTexts encoded = new EncodedTexts();
      return (row, value) -> {
        byte[] bytes = encoded.of(text(value));
        texts.setSafe(row, bytes);
        return bytes.length;
      };
    }
    if (column instanceof VarBinaryVector binaries) {
      return (row, value) -> {
        byte[] bytes = (byte[]) value;
        binaries.setSafe(row, bytes);
        return bytes.length;
      };
    }
    if (column instanceof ListVector lists) {
      return ofLists(lists);
    }
    Fixed writer = ofFixed(column);
    return (row, value) -> {
      writer.write(row, value);
      return 0;
    };
  }

  /** Writes values that all take the same room, where the column has room for the row. */
  interface Fixed {
    void write(int row, Object value);
  }

  private static String text(Object value) {
    return value instanceof String text ? text : ValueText.of(value);
  }

  private static Fixed ofFixed(FieldVector column) {
    return switch (column.getMinorType()) {
      case BIT -> {
        BitVector bits = (BitVector) column;
        yield (row, value) -> bits.set(row, (Boolean) value ? 1 : 0);
      }
      case TINYINT -> {
        TinyIntVector numbers = (TinyIntVector) column;
        yield (row, value) -> numbers.set(row, number(value).byteValue());
      }
      case UINT1 -> {
        UInt1Vector numbers = (UInt1Vector) column;
        yield (row, value) -> numbers.set(row, number(value).byteValue());
      }
      case SMALLINT -> {
        SmallIntVector numbers = (SmallIntVector) column;
        yield (row, value) -> numbers.set(row, number(value).shortValue());
      }
      case INT -> {
        IntVector numbers = (IntVector) column;
        yield (row, value) -> numbers.set(row, number(value).intValue());
      }
      case BIGINT -> {
        BigIntVector numbers = (BigIntVector) column;
        yield (row, value) -> numbers.set(row, number(value).longValue());
      }
      case FLOAT4 -> {
        Float4Vector numbers = (Float4Vector) column;
        yield (row, value) -> numbers.set(row, number(value).floatValue());
      }
      case FLOAT8 -> {
        Float8Vector numbers = (Float8Vector) column;
        yield (row, value) -> numbers.set(row, number(value).doubleValue());
      }
      case DECIMAL -> {
        DecimalVector numbers = (DecimalVector) column;
        yield (row, value) -> numbers.set(row, decimal(value, numbers));
      }
      case DATEDAY -> {
        DateDayVector days = (DateDayVector) column;
        yield (row, value) -> days.set(row, Math.toIntExact(((LocalDate) value).toEpochDay()));
      }
      case TIMEMICRO -> {
        TimeMicroVector times = (TimeMicroVector) column;
        yield (row, value) -> times.set(row, ((LocalTime) value).toNanoOfDay() / 1000);
      }
      default -> ofInstants((TimeStampVector) column);
    };
  }

  private static Number number(Object value) {
    return (Number) value;
  }

  private static BigDecimal decimal(Object value, DecimalVector numbers) {
    BigDecimal decimal =
        value instanceof BigDecimal exact
            ? exact
            : value instanceof BigInteger whole
                ? new BigDecimal(whole)
                : new BigDecimal(value.toString());
    BigDecimal scaled = decimal.setScale(numbers.getScale());
    if (scaled.precision() > numbers.getPrecision()) {
      throw QueryException.of(
              ErrorCode.A208,
              "column '"
                  + numbers.getName()
                  + "': Arrow's decimals have "
                  + numbers.getPrecision()
                  + " digits; found "
                  + value)
          .withHint("cast it to VARCHAR or DOUBLE");
    }
    return scaled;
  }

  private static Fixed ofInstants(TimeStampVector column) {
    long perSecond =
        switch (((ArrowType.Timestamp) column.getField().getType()).getUnit()) {
          case SECOND -> 1L;
          case MILLISECOND -> 1_000L;
          case MICROSECOND -> 1_000_000L;
          case NANOSECOND -> 1_000_000_000L;
        };
    return (row, value) -> {
      Instant instant =
          value instanceof OffsetDateTime offset
              ? offset.toInstant()
              : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
      long fraction = instant.getNano() / (1_000_000_000L / perSecond);
      long seconds = Math.multiplyExact(instant.getEpochSecond(), perSecond);
      column.set(row, Math.addExact(seconds, fraction));
    };
  }

  private static ColumnWriter ofLists(ListVector lists) {
    FieldVector elements = lists.getDataVector();
    ColumnWriter writer = of(elements);
    return (row, value) -> {
      List<?> list = (List<?>) value;
      int bytes = 0;
      int start = lists.startNewValue(row);
      while (start + list.size() > elements.getValueCapacity()) {
        elements.reAlloc();
      }
      for (int i = 0; i < list.size(); i++) {
        Object element = list.get(i);
        if (element == null) {
          elements.setNull(start + i);
        } else {
          bytes += writer.write(start + i, element) + Long.BYTES;
        }
      }
      lists.endValue(row, list.size());
      return bytes;
    };
  }
}
