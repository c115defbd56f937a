package org.rhodb.engine.store;

import java.nio.ByteBuffer;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Rows streamed from a running query, a chunk at a time. */
final class ChunkedRows implements CursorRows {
  private static final Set<String> READABLE =
      Set.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "HUGEINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "VARCHAR",
          "JSON",
          "DATE",
          "TIMESTAMP",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          "TIMESTAMP WITH TIME ZONE");

  private final DuckDBChunkedResult result;
  private final DriverInternals internals;
  private final DuckDBReadableVector[] vectors;
  private final DuckDBColumnType[] types;
  private final @Nullable ByteBuffer[] texts;
  private final ShortTexts shortTexts = new ShortTexts();
  private long rows;
  private long row = -1;

  /** Starts the statement. */
  ChunkedRows(DuckDBPreparedStatement statement, DriverInternals internals) throws SQLException {
    this.internals = internals;
    result = statement.query();
    int columns = Math.toIntExact(result.columnCount());
    vectors = new DuckDBReadableVector[columns];
    types = new DuckDBColumnType[columns];
    texts = new ByteBuffer[columns];
  }

  /** Returns whether all columns are of types that chunks can be read in. */
  static boolean canRead(ResultSetMetaData columns) throws SQLException {
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String type = columns.getColumnTypeName(i).toUpperCase(Locale.ROOT);
      if (!READABLE.contains(type) && !isPlainDecimal(type)) {
        return false;
      }
    }
    return columns.getColumnCount() > 0;
  }

  private static boolean isPlainDecimal(String type) {
    return type.startsWith("DECIMAL(") && type.endsWith(")");
  }

  @Override
  public boolean next() throws SQLException {
    row++;
    while (row >= rows) {
      if (!result.nextChunk()) {
        // The end and a failure look the same here; a failure must not pass for the end.
        internals.checkError(result);
        rows = 0;
        return false;
      }
      DuckDBDataChunkReader chunk = result.chunk();
      rows = chunk.rowCount();
      row = 0;
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = chunk.vector(i);
        types[i] = vectors[i].getType();
        texts[i] = types[i] == DuckDBColumnType.VARCHAR ? internals.data(vectors[i]) : null;
      }
    }
    return true;
  }

  @Override
  public @Nullable Object value(int column) {
    DuckDBReadableVector vector = vectors[column];
    if (vector.isNull(row)) {
      return null;
    }
    return switch (types[column]) {
      case BOOLEAN -> vector.getBoolean(row);
      case TINYINT -> vector.getByte(row);
      case SMALLINT -> vector.getShort(row);
      case INTEGER -> vector.getInt(row);
      case BIGINT -> vector.getLong(row);
      case UTINYINT -> vector.getUint8(row);
      case USMALLINT -> vector.getUint16(row);
      case UINTEGER -> vector.getUint32(row);
      case UBIGINT -> vector.getUint64(row);
      case HUGEINT -> vector.getHugeInt(row);
      case UHUGEINT -> vector.getUHugeInt(row);
      case FLOAT -> vector.getFloat(row);
      case DOUBLE -> vector.getDouble(row);
      case DECIMAL -> vector.getBigDecimal(row);
      case VARCHAR, JSON -> text(column);
      case DATE -> vector.getLocalDate(row);
      case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> vector.getLocalDateTime(row);
      case TIMESTAMP_WITH_TIME_ZONE -> vector.getOffsetDateTime(row);
      // Every other type was turned away by canRead.
      default -> throw new IllegalStateException("type " + types[column]);
    };
  }

  private @Nullable String text(int column) {
    ByteBuffer data = texts[column];
    String text = data == null ? null : shortTexts.read(data, (int) row);
    return text == null ? vectors[column].getString(row) : text;
  }

  @Override
  public boolean needsConnection() {
    return true;
  }

  @Override
  public void close() throws SQLException {
    result.close();
  }
}
