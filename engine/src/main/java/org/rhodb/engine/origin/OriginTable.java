package org.rhodb.engine.origin;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.TableOrigin;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;

/** Table {@code rhodb.origins}, read and written in a session's own transaction. */
final class OriginTable {
  private final StoreSession session;

  OriginTable(StoreSession session) {
    this.session = session;
  }

  /**
   * Adds an entry, unless it is there.
   *
   * @param runs numbers of its runs in the ledger
   */
  void add(TableOrigin origin, List<Long> runs) {
    String inputs = String.join("\n", origin.inputs());
    String ids = runs.stream().map(String::valueOf).collect(Collectors.joining(","));
    LocalDateTime made = LocalDateTime.ofInstant(origin.made(), ZoneOffset.UTC);
    List<@Nullable Object> values =
        Arrays.asList(
            origin.table(),
            origin.change(),
            origin.statement(),
            made,
            inputs,
            inputs,
            origin.areInputsKnown(),
            ids,
            ids,
            origin.table(),
            made);
    session
        .execute(
            "INSERT INTO "
                + session.own("origins")
                + " SELECT ?, ?, ?, ?, CASE ? WHEN '' THEN [] ELSE string_split(?, chr(10)) END,"
                + " ?, CASE ? WHEN '' THEN [] ELSE string_split(?, ',')::BIGINT[] END"
                + " WHERE NOT EXISTS (FROM "
                + session.own("origins")
                + " WHERE \"table\" = ? AND made = ?)",
            values)
        .close();
  }

  /** Returns the entries of a key, oldest first. */
  List<TableOrigin> read(String key) {
    List<TableOrigin> origins = new ArrayList<>();
    if (!isThere()) {
      return origins;
    }
    List<List<Long>> runs = new ArrayList<>();
    try (SqlCursor cursor =
        session.execute(
            "SELECT \"table\", change, statement, made, inputs, are_inputs_known, runs"
                + " FROM "
                + session.own("origins")
                + " WHERE lower(\"table\") = lower(?) ORDER BY made, rowid",
            List.of(key))) {
      while (cursor.next()) {
        origins.add(
            new TableOrigin(
                String.valueOf(cursor.value(0)),
                String.valueOf(cursor.value(1)),
                String.valueOf(cursor.value(2)),
                ((LocalDateTime) requireNonNull(cursor.value(3))).toInstant(ZoneOffset.UTC),
                list(cursor.value(4)).stream().map(String::valueOf).toList(),
                Boolean.TRUE.equals(cursor.value(5)),
                List.of()));
        runs.add(list(cursor.value(6)).stream().map(id -> ((Number) id).longValue()).toList());
      }
    }
    for (int i = 0; i < runs.size(); i++) {
      origins.set(i, origins.get(i).withRuns(RunReading.runs(session, runs.get(i))));
    }
    return origins;
  }

  /** A database of before has no such table while it is read-only. */
  private boolean isThere() {
    try (SqlCursor cursor =
        session.execute(
            "SELECT 1 FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'rhodb'"
                + " AND table_name = 'origins'",
            List.of(session.database()))) {
      return cursor.next();
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
