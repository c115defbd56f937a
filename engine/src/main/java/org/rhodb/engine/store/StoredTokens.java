package org.rhodb.engine.store;

import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Reads a stored corpus; holds one row of it in memory. */
final class StoredTokens implements CorpusTokens {
  private final Connection connection;
  private final SqlErrors errors;
  private final PreparedStatement select;
  private final int context;
  private final long sequences;
  private final int sequencesOfRow;
  private final boolean[] isCounted;
  private long rowFirst = -1;
  private int[] rowIds = new int[0];
  private byte[] rowRoles = new byte[0];

  private StoredTokens(
      Connection connection,
      SqlErrors errors,
      PreparedStatement select,
      CorpusEntry corpus,
      int sequencesOfRow) {
    this.connection = connection;
    this.errors = errors;
    this.select = select;
    this.context = corpus.context();
    this.sequences = corpus.sequences();
    this.sequencesOfRow = sequencesOfRow;
    this.isCounted = TokenChunk.countedRoles(corpus.masked());
  }

  /** Opens a corpus on a connection, which is closed with it. */
  static StoredTokens open(Connection connection, SqlErrors errors, CorpusEntry corpus)
      throws SQLException {
    long id;
    int sequencesOfRow;
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT c.id, s.sequences FROM rhodb.corpora c JOIN rhodb.corpus_sequences s"
                + " ON s.corpus = c.id AND s.first_sequence = 0"
                + " WHERE c.hash = ? ORDER BY lower(c.name) = lower(?) DESC LIMIT 1")) {
      find.setString(1, corpus.hash());
      find.setString(2, corpus.name());
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          throw QueryException.of(ErrorCode.A204, "corpus '" + corpus.name() + "' is gone")
              .withHint("it was dropped or replaced meanwhile");
        }
        id = row.getLong(1);
        sequencesOfRow = row.getInt(2);
      }
    }
    PreparedStatement select =
        connection.prepareStatement(
            "SELECT ids, roles FROM rhodb.corpus_sequences WHERE corpus = ? AND first_sequence = ?");
    select.setLong(1, id);
    return new StoredTokens(connection, errors, select, corpus, sequencesOfRow);
  }

  @Override
  public long sequences() {
    return sequences;
  }

  @Override
  public TokenBatch read(long first, int count) {
    if (first < 0 || count < 0 || first > sequences - count) {
      throw new IllegalArgumentException(
          "sequences " + first + " to " + (first + count) + " of " + sequences);
    }
    int positions = Math.multiplyExact(count, context);
    int[] ids = new int[positions];
    byte[] roles = new byte[positions];
    int done = 0;
    while (done < count) {
      long sequence = first + done;
      load(sequence - sequence % sequencesOfRow);
      int offset = (int) (sequence - rowFirst);
      int available = rowRoles.length / context - offset;
      int taken = Math.min(count - done, available);
      System.arraycopy(rowIds, offset * context, ids, done * context, taken * context);
      System.arraycopy(rowRoles, offset * context, roles, done * context, taken * context);
      done += taken;
    }
    boolean[] counted = new boolean[positions];
    for (int i = 0; i < positions; i++) {
      counted[i] = isCounted[roles[i]];
    }
    return new TokenBatch(first, count, context, ids, roles, counted);
  }

  private void load(long first) {
    if (rowFirst == first) {
      return;
    }
    try {
      select.setLong(2, first);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw QueryException.of(
                  ErrorCode.A204, "the corpus is gone: sequence " + first + " is missing")
              .withHint("it was dropped or replaced meanwhile");
        }
        rowRoles = bytes(row.getBlob(2));
        rowIds = TokenChunk.decode(bytes(row.getBlob(1)), rowRoles.length);
        rowFirst = first;
      }
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  private static byte[] bytes(Blob blob) throws SQLException {
    return blob.getBytes(1, Math.toIntExact(blob.length()));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }
}
