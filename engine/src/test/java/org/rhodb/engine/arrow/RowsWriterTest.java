package org.rhodb.engine.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.arrow.RowsWriter.NamedType;
import org.rhodb.engine.error.QueryException;

class RowsWriterTest {
  @TempDir private Path folder;

  private void write(List<NamedType> columns, List<List<Object>> rows) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("rows.arrow"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        RowsWriter writer = new RowsWriter(channel, columns)) {
      for (List<Object> row : rows) {
        writer.append(row::get);
      }
      writer.finish();
    }
  }

  /** Returns the types of the columns, then all values by row. */
  private List<List<Object>> read() throws IOException {
    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(folder.resolve("rows.arrow"));
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      List<List<Object>> rows = new ArrayList<>();
      List<FieldVector> vectors = reader.getVectorSchemaRoot().getFieldVectors();
      rows.add(new ArrayList<>(vectors.stream().map(v -> v.getField().getType()).toList()));
      while (reader.loadNextBatch()) {
        for (int row = 0; row < reader.getVectorSchemaRoot().getRowCount(); row++) {
          List<Object> values = new ArrayList<>();
          for (FieldVector vector : vectors) {
            values.add(vector.getObject(row));
          }
          rows.add(values);
        }
      }
      return rows;
    }
  }

  private List<Object> roundTrip(String type, Object value) throws IOException {
    write(
        List.of(new NamedType("c", type)),
        List.of(Arrays.asList(value), Arrays.asList((Object) null)));
    List<List<Object>> rows = read();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(2).get(0)).isNull();
    return List.of(rows.get(0).get(0).toString(), String.valueOf(rows.get(1).get(0)));
  }

  @Test
  void keepsTypesAndValues() throws IOException {
    assertThat(roundTrip("BOOLEAN", true)).containsExactly("Bool", "true");
    assertThat(roundTrip("TINYINT", (byte) -7)).containsExactly("Int(8, true)", "-7");
    assertThat(roundTrip("USMALLINT", 65_535)).containsExactly("Int(16, false)", "\uffff");
    assertThat(roundTrip("BIGINT", Long.MIN_VALUE))
        .containsExactly("Int(64, true)", "-9223372036854775808");
    assertThat(roundTrip("UBIGINT", new BigInteger("18446744073709551615")).get(0))
        .isEqualTo("Int(64, false)");
    assertThat(roundTrip("FLOAT", 0.1f)).containsExactly("FloatingPoint(SINGLE)", "0.1");
    assertThat(roundTrip("DOUBLE", -0.1)).containsExactly("FloatingPoint(DOUBLE)", "-0.1");
    assertThat(roundTrip("DECIMAL(18,3)", new BigDecimal("12.5")))
        .containsExactly("Decimal(18, 3, 128)", "12.500");
    assertThat(roundTrip("HUGEINT", BigInteger.TEN.pow(37)))
        .containsExactly("Decimal(38, 0, 128)", BigInteger.TEN.pow(37).toString());
    assertThat(roundTrip("VARCHAR", "ü\u0000x")).containsExactly("Utf8", "ü\u0000x");
    assertThat(roundTrip("DATE", LocalDate.of(1969, 12, 31))).containsExactly("Date(DAY)", "-1");
    assertThat(roundTrip("TIMESTAMP", LocalDateTime.parse("1969-12-31T23:59:59.999999")))
        .containsExactly("Timestamp(MICROSECOND, null)", "1969-12-31T23:59:59.999999");
    assertThat(
            roundTrip(
                "TIMESTAMP WITH TIME ZONE",
                OffsetDateTime.parse("1970-01-01T02:00:00.000001+02:00")))
        .containsExactly("Timestamp(MICROSECOND, UTC)", "1");
    assertThat(roundTrip("INTERVAL", "3 days")).containsExactly("Utf8", "3 days");
  }

  @Test
  void keepsNestedValues() throws IOException {
    assertThat(roundTrip("INTEGER[]", List.of(1, 2))).containsExactly("List", "[1,2]");
    assertThat(roundTrip("FLOAT[2]", List.of(0.5f, 2f)))
        .containsExactly("FixedSizeList(2)", "[0.5,2.0]");
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("a", 1);
    struct.put("my name", List.of("x"));
    assertThat(roundTrip("STRUCT(a INTEGER, my name VARCHAR[])", struct))
        .containsExactly("Struct", "{\"a\":1,\"my name\":[\"x\"]}");
    assertThat(roundTrip("MAP(VARCHAR, DECIMAL(4,1))", Map.of("k", new BigDecimal("1.5"))))
        .containsExactly("Map(false)", "[{\"key\":\"k\",\"value\":1.5}]");
    assertThat(roundTrip("STRUCT(t TIMESTAMP WITH TIME ZONE)[]", List.of()))
        .containsExactly("List", "[]");
  }

  @Test
  void writesMoreRowsThanABatch() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      rows.add(List.of(i, "row " + i));
    }
    write(List.of(new NamedType("i", "INTEGER"), new NamedType("s", "VARCHAR")), rows);
    List<List<Object>> read = read();
    assertThat(read).hasSize(40_001);
    assertThat(read.get(40_000).get(0)).isEqualTo(39_999);
    assertThat(read.get(20_000).get(1)).hasToString("row 19999");
  }

  @Test
  void refusesWholeNumbersBeyondThirtyEightDigits() {
    List<List<Object>> rows = List.of(List.of(BigInteger.TEN.pow(38)));
    assertThatThrownBy(() -> write(List.of(new NamedType("h", "HUGEINT")), rows))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("38 digits");
  }
}
