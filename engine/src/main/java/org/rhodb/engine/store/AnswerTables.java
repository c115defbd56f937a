package org.rhodb.engine.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.KeptAnswer;

/** Kept answers in table {@code answers}, their numbers in {@code answer_rows}. */
final class AnswerTables {
  /**
   * Numbers of one row of the table: little-endian doubles, 4 kB. DuckDB decodes {@link #SCANNED}
   * bodies to give one, so that larger ones make a small answer as slow as its neighbours.
   */
  private static final int CHUNK_VALUES = 1 << 9;

  /** Rows of a table that DuckDB reads at once, whichever of them are wanted. */
  private static final int SCANNED = 2048;

  private static final String HASHES = ",";

  List<KeptAnswer> find(Connection connection, AnswerKey key) throws SQLException {
    List<KeptAnswer> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, run, region, files, \"rows\", width FROM rhodb.answers WHERE relation = ?"
                + " AND weights = ? AND corpus_hash = ? AND mask = ? AND detail = ?"
                + " ORDER BY \"rows\", id")) {
      select.setString(1, key.relation());
      select.setString(2, String.join(HASHES, key.weights()));
      select.setString(3, key.corpusHash());
      select.setString(4, key.mask());
      select.setString(5, key.detail());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new KeptAnswer(
                  rows.getLong(1),
                  rows.getLong(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getLong(5),
                  rows.getInt(6)));
        }
      }
    }
    return found;
  }

  /** Reads chunk after chunk, some in memory at a time; returns whether all rows were there. */
  boolean read(Connection connection, KeptAnswer answer, Consumer<DoubleBuffer> taker)
      throws SQLException {
    long left = answer.rows() * answer.width();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT chunk, body FROM rhodb.answer_rows"
                + " WHERE answer = ? AND chunk >= ? AND chunk < ? ORDER BY chunk")) {
      select.setLong(1, answer.id());
      for (int first = 0; left > 0; first += SCANNED) {
        select.setInt(2, first);
        select.setInt(3, first + SCANNED);
        long before = left;
        try (ResultSet rows = select.executeQuery()) {
          for (int chunk = first; rows.next(); chunk++) {
            if (rows.getInt(1) != chunk) {
              return false;
            }
            Blob blob = rows.getBlob(2);
            ByteBuffer bytes = ByteBuffer.wrap(blob.getBytes(1, Math.toIntExact(blob.length())));
            DoubleBuffer values = bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
            left -= values.remaining();
            taker.accept(values);
          }
        }
        if (left == before) {
          return false;
        }
      }
    }
    return left == 0;
  }

  void add(Connection connection, AnswerKey key, KeptAnswer answer, DoubleBuffer rows)
      throws SQLException {
    long id = nextId(connection);
    SqlUpdate.run(
        connection,
        "INSERT INTO rhodb.answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now()::TIMESTAMP)",
        id,
        answer.run(),
        key.relation(),
        String.join(HASHES, key.weights()),
        key.corpusHash(),
        key.mask(),
        key.detail(),
        answer.region(),
        answer.files(),
        answer.rows(),
        answer.width());
    int perChunk = Math.max(1, CHUNK_VALUES / answer.width()) * answer.width();
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("rhodb", "answer_rows")) {
      for (int chunk = 0; rows.hasRemaining(); chunk++) {
        int count = Math.min(perChunk, rows.remaining());
        ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        DoubleBuffer part = rows.duplicate().limit(rows.position() + count);
        bytes.asDoubleBuffer().put(part);
        rows.position(rows.position() + count);
        appender.beginRow().append(id).append(chunk).append(bytes.array()).endRow();
      }
    }
  }

  private static long nextId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet next = statement.executeQuery("SELECT nextval('rhodb.answer_ids')")) {
      next.next();
      return next.getLong(1);
    }
  }

  void remove(Connection connection, long id) throws SQLException {
    SqlUpdate.run(connection, "DELETE FROM rhodb.answer_rows WHERE answer = ?", id);
    SqlUpdate.run(connection, "DELETE FROM rhodb.answers WHERE id = ?", id);
  }

  /** Drops the answers that need weights or a masked corpus which the catalog no longer has. */
  void removeOrphans(Connection connection, KnownHashes known) throws SQLException {
    List<Long> orphans = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, weights, corpus_hash, mask FROM rhodb.answers")) {
      while (rows.next()) {
        if (!known.hasAll(
            List.of(rows.getString(2).split(HASHES, -1)), rows.getString(3), rows.getString(4))) {
          orphans.add(rows.getLong(1));
        }
      }
    }
    for (long id : orphans) {
      remove(connection, id);
    }
  }
}
