package org.rhodb.engine.store;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/** Rows of a result that DuckDB has materialised: any type. */
final class ResultSetRows implements CursorRows {
  private final ResultSet result;

  ResultSetRows(ResultSet result) {
    this.result = result;
  }

  @Override
  public boolean next() throws SQLException {
    return result.next();
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    return plain(result.getObject(column + 1));
  }

  @Override
  public boolean needsConnection() {
    return false;
  }

  @Override
  public void close() throws SQLException {
    result.close();
  }

  /** Turns the driver's own value classes into Java's. */
  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    if (value instanceof JsonNode json) {
      return json.toString();
    }
    if (value instanceof Array array) {
      return plainList(Arrays.asList((Object[]) array.getArray()));
    }
    if (value instanceof DuckDBStruct struct) {
      return plainMap(struct.getMap());
    }
    if (value instanceof Struct struct) {
      return plainList(Arrays.asList(struct.getAttributes()));
    }
    if (value instanceof Map<?, ?> map) {
      return plainMap(map);
    }
    if (value instanceof Collection<?> collection) {
      return plainList(collection);
    }
    return value;
  }

  private static List<@Nullable Object> plainList(Collection<?> values) throws SQLException {
    List<@Nullable Object> list = new ArrayList<>(values.size());
    for (Object value : values) {
      list.add(plain(value));
    }
    return Collections.unmodifiableList(list);
  }

  private static Map<@Nullable Object, @Nullable Object> plainMap(Map<?, ?> values)
      throws SQLException {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      map.put(plain(entry.getKey()), plain(entry.getValue()));
    }
    return Collections.unmodifiableMap(map);
  }
}
