package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Table {@code shards}: the only thing that says a file is a shard. */
final class ShardLedger {
  private static final String KEY_COLUMNS =
      "kind, weights_hash, corpus_hash, hook, first_layer, last_layer, mask, type, first_token,"
          + " last_token, part";
  private static final String COLUMNS = KEY_COLUMNS + ", file, \"rows\", width, bytes, sha256";
  private static final String IS_KEY =
      "kind = ? AND weights_hash = ? AND corpus_hash = ? AND hook = ? AND first_layer = ?"
          + " AND last_layer = ? AND mask = ? AND type = ? AND first_token = ? AND last_token = ?"
          + " AND part = ?";

  List<ShardEntry> all(Connection connection) throws SQLException {
    return select(connection, "true");
  }

  List<ShardEntry> find(Connection connection, ShardKey key) throws SQLException {
    return select(connection, IS_KEY, values(key));
  }

  List<ShardEntry> list(Connection connection, String kind, String weightsHash, String corpusHash)
      throws SQLException {
    return select(
        connection,
        "kind = ? AND weights_hash = ? AND corpus_hash = ?",
        kind,
        weightsHash,
        corpusHash);
  }

  List<ShardEntry> ofWeights(Connection connection, String kind, String weightsHash)
      throws SQLException {
    return select(connection, "kind = ? AND weights_hash = ?", kind, weightsHash);
  }

  /** Returns the shards of some kinds. */
  List<ShardEntry> ofKinds(Connection connection, List<String> kinds) throws SQLException {
    return select(
        connection,
        "kind IN (" + String.join(", ", Collections.nCopies(kinds.size(), "?")) + ")",
        kinds.toArray());
  }

  private static List<ShardEntry> select(Connection connection, String where, Object... values)
      throws SQLException {
    List<ShardEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM rhodb.shards WHERE "
                + where
                + " ORDER BY kind, first_layer, first_token, part, file")) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    }
    return entries;
  }

  private static ShardEntry entry(ResultSet rows) throws SQLException {
    ShardKey key =
        new ShardKey(
            rows.getString(1),
            rows.getString(2),
            rows.getString(3),
            rows.getString(4),
            rows.getInt(5),
            rows.getInt(6),
            rows.getString(7),
            rows.getString(8),
            rows.getLong(9),
            rows.getLong(10),
            rows.getString(11));
    return new ShardEntry(
        key,
        rows.getString(12),
        rows.getLong(13),
        rows.getLong(14),
        rows.getLong(15),
        rows.getString(16));
  }

  void add(Connection connection, ShardEntry entry) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(values(entry.key())));
    values.addAll(
        List.of(entry.file(), entry.rows(), entry.width(), entry.bytes(), entry.sha256()));
    SqlUpdate.run(
        connection,
        "INSERT INTO rhodb.shards ("
            + COLUMNS
            + ", created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now()::TIMESTAMP)",
        values.toArray());
  }

  void remove(Connection connection, ShardEntry entry) throws SQLException {
    SqlUpdate.run(connection, "DELETE FROM rhodb.shards WHERE file = ?", entry.file());
  }

  private static Object[] values(ShardKey key) {
    return new Object[] {
      key.kind(),
      key.weightsHash(),
      key.corpusHash(),
      key.hook(),
      key.firstLayer(),
      key.lastLayer(),
      key.mask(),
      key.type(),
      key.firstToken(),
      key.lastToken(),
      key.part()
    };
  }
}
