package org.rhodb.engine.origin;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;

/** Reads runs back from the ledger. */
final class RunReading {
  private static final String COLUMNS =
      """
      SELECT operator, statement, checkpoints, corpus_hash, seeds, device, threads, tokens, flops,
        bytes, forward_passes, started, seconds, "rows", detail, versions
      FROM\s""";

  private RunReading() {}

  /** Returns the runs of these numbers, in their order; those that are not there are left out. */
  static List<RunRecord> runs(StoreSession session, List<Long> ids) {
    List<RunRecord> runs = new ArrayList<>();
    String sql = COLUMNS + session.own("runs") + " WHERE id = ?";
    for (long id : ids) {
      try (SqlCursor cursor = session.execute(sql, List.of(id))) {
        if (cursor.next()) {
          runs.add(run(cursor));
        }
      }
    }
    return runs;
  }

  private static RunRecord run(SqlCursor cursor) {
    return new RunRecord(
        text(cursor, 0),
        text(cursor, 1),
        text(cursor, 2),
        text(cursor, 3),
        text(cursor, 4),
        text(cursor, 5),
        number(cursor, 6).intValue(),
        number(cursor, 7).longValue(),
        number(cursor, 8).doubleValue(),
        number(cursor, 9).longValue(),
        number(cursor, 10).intValue(),
        ((LocalDateTime) requireNonNull(cursor.value(11))).toInstant(ZoneOffset.UTC),
        number(cursor, 12).doubleValue(),
        number(cursor, 13).longValue(),
        text(cursor, 14),
        text(cursor, 15));
  }

  private static String text(SqlCursor cursor, int column) {
    return String.valueOf(cursor.value(column));
  }

  private static Number number(SqlCursor cursor, int column) {
    return (Number) requireNonNull(cursor.value(column));
  }
}
