package org.rhodb.shell.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;
import org.rhodb.engine.relation.RelationColumns;

/** Tables with their columns in the last value, which become a serialised schema. */
final class DescribedTables implements QueryResult {
  private static final int DESCRIBED = 4;

  private final QueryResult tables;

  DescribedTables(QueryResult tables) {
    this.tables = tables;
  }

  /** Returns a schema as the protocol sends it outside of streams. */
  static byte[] serialize(Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public @Nullable Object value(int column) {
    Object value = tables.value(column);
    return column == DESCRIBED && value instanceof List<?> described
        ? serialize(schema(texts(described, 0), texts(described, 1), texts(described, 2)))
        : value;
  }

  private static List<String> texts(List<?> lists, int index) {
    return ((List<?>) lists.get(index)).stream().map(String::valueOf).toList();
  }

  private static Schema schema(List<String> names, List<String> types, List<String> comments) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(names.get(i) + " " + types.get(i));
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String comment = comments.get(i);
      String meaning = comment.isEmpty() ? RelationColumns.meaning(names.get(i), columns) : comment;
      fields.add(ArrowTypes.field(names.get(i), types.get(i), meaning));
    }
    return new Schema(fields);
  }

  @Override
  public Kind kind() {
    return tables.kind();
  }

  @Override
  public List<ResultColumn> columns() {
    return tables.columns();
  }

  @Override
  public boolean next() {
    return tables.next();
  }

  @Override
  public long updateCount() {
    return 0;
  }

  @Override
  public String message() {
    return "";
  }

  @Override
  public List<String> warnings() {
    return tables.warnings();
  }

  @Override
  public void close() {
    tables.close();
  }
}
