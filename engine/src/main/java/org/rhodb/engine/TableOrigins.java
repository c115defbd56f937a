package org.rhodb.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.catalog.TableOrigin;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/**
 * Keeps how stored tables of this database came to be, statement by statement, in table {@code
 * rhodb.origins}, and follows the chain back.
 *
 * <p>An entry is written in the session's own transaction: what is rolled back has no origin. In a
 * read-only database, where only temporary tables can be made, this session remembers them.
 */
final class TableOrigins {
  /** Changes by hand, of which the first a session and table is enough. */
  private static final Set<String> BY_HAND = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

  private final StoreSession session;
  private final boolean isReadOnly;
  private final List<TableOrigin> remembered = new ArrayList<>();
  private final Set<String> changedByHand = new HashSet<>();

  TableOrigins(StoreSession session, boolean isReadOnly) {
    this.session = session;
    this.isReadOnly = isReadOnly;
  }

  /** Runs a statement and records what table it made or changed. */
  QueryResult recording(SqlText sql, RunLog log, Supplier<QueryResult> action) {
    Optional<ChangedTable> changed = ChangedTable.of(sql);
    if (changed.isEmpty() || isKnownByHand(changed.get()) || isElsewhere(changed.get())) {
      return action.get();
    }
    ChangedTable table = changed.get();
    // Before it runs: the table it replaces may be one that it reads.
    Optional<List<String>> inputs = inputs(sql, table);
    QueryResult result = action.get();
    if (result.kind() != QueryResult.Kind.ROWS) {
      enter(
          new TableOrigin(
              table.name(),
              table.change(),
              sql.text(),
              Instant.now(),
              inputs.orElse(List.of()),
              inputs.isPresent(),
              log.runs()),
          log.ids());
    }
    return result;
  }

  /** A transaction can change one database only, and an entry would be a change of ours. */
  private boolean isElsewhere(ChangedTable changed) {
    try (SqlCursor cursor =
        session.execute(
            "SELECT coalesce((SELECT any_value(database_name) FROM duckdb_databases()"
                + " WHERE lower(database_name) = lower(?)), current_database()) <> ?",
            List.of(changed.qualifier(), session.database()))) {
      return cursor.next() && Boolean.TRUE.equals(cursor.value(0));
    }
  }

  private boolean isKnownByHand(ChangedTable changed) {
    String key = changed.change() + " " + changed.name().toLowerCase(Locale.ROOT);
    if (changed.change().startsWith("CREATE") || changed.change().equals("RENAME")) {
      changedByHand.removeIf(k -> k.endsWith(key.substring(key.lastIndexOf(' '))));
    }
    boolean isByHand =
        BY_HAND.contains(changed.change()) && !(changed.source() instanceof ChangedTable.Query);
    return isByHand && !changedByHand.add(key);
  }

  private Optional<List<String>> inputs(SqlText sql, ChangedTable changed) {
    if (changed.source() instanceof ChangedTable.Query query) {
      return TablesRead.of(session, sql, query);
    }
    if (changed.source() instanceof ChangedTable.Renamed renamed) {
      return Optional.of(List.of(renamed.from()));
    }
    return changed.source() instanceof ChangedTable.Nothing
        ? Optional.of(List.of())
        : Optional.empty();
  }

  private void enter(TableOrigin origin, List<Long> runs) {
    if (isReadOnly) {
      remembered.add(origin);
      return;
    }
    session
        .execute(
            "INSERT INTO "
                + session.own("origins")
                + " VALUES (?, ?, ?, ?, CASE ? WHEN '' THEN [] ELSE"
                + " string_split(?, chr(10)) END, ?, CASE ? WHEN '' THEN [] ELSE"
                + " string_split(?, ',')::BIGINT[] END)",
            parameters(origin, runs))
        .close();
  }

  private static List<@Nullable Object> parameters(TableOrigin origin, List<Long> runs) {
    String inputs = String.join("\n", origin.inputs());
    String ids = runs.stream().map(String::valueOf).collect(Collectors.joining(","));
    return Arrays.asList(
        origin.table(),
        origin.change(),
        origin.statement(),
        LocalDateTime.ofInstant(origin.made(), ZoneOffset.UTC),
        inputs,
        inputs,
        origin.areInputsKnown(),
        ids,
        ids);
  }

  /** Follows what a statement reads back to where it came from. */
  Lineage lineage(Statement statement) {
    if (!(statement instanceof Statement.Sql sql)) {
      return new Lineage(List.of(), true, Map.of());
    }
    Optional<List<String>> inputs = TablesRead.of(session, sql.sql());
    Map<String, List<TableOrigin>> origins = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(inputs.orElse(List.of()));
    while (!open.isEmpty()) {
      String table = open.remove();
      if (!origins.containsKey(table)) {
        List<TableOrigin> own = origins(table);
        origins.put(table, own);
        own.forEach(origin -> open.addAll(origin.inputs()));
      }
    }
    return new Lineage(inputs.orElse(List.of()), inputs.isPresent(), origins);
  }

  /** Returns the entries of a table since it was last created, oldest first. */
  private List<TableOrigin> origins(String table) {
    List<TableOrigin> all = new ArrayList<>(stored(table));
    remembered.stream().filter(o -> o.table().equalsIgnoreCase(table)).forEach(all::add);
    int created = 0;
    for (int i = 0; i < all.size(); i++) {
      created = all.get(i).isCreation() ? i : created;
    }
    return all.subList(created, all.size());
  }

  private List<TableOrigin> stored(String table) {
    List<TableOrigin> origins = new ArrayList<>();
    if (!hasTable()) {
      return origins;
    }
    List<List<Long>> runs = new ArrayList<>();
    try (SqlCursor cursor =
        session.execute(
            "SELECT \"table\", change, statement, made, inputs, are_inputs_known, runs"
                + " FROM "
                + session.own("origins")
                + " WHERE lower(\"table\") = lower(?) ORDER BY made, rowid",
            List.of(table))) {
      while (cursor.next()) {
        origins.add(
            new TableOrigin(
                String.valueOf(cursor.value(0)),
                String.valueOf(cursor.value(1)),
                String.valueOf(cursor.value(2)),
                ((LocalDateTime) java.util.Objects.requireNonNull(cursor.value(3)))
                    .toInstant(ZoneOffset.UTC),
                list(cursor.value(4)).stream().map(String::valueOf).toList(),
                Boolean.TRUE.equals(cursor.value(5)),
                List.of()));
        runs.add(list(cursor.value(6)).stream().map(id -> ((Number) id).longValue()).toList());
      }
    }
    List<TableOrigin> complete = new ArrayList<>();
    for (int i = 0; i < origins.size(); i++) {
      TableOrigin o = origins.get(i);
      List<RunRecord> own = RunReading.runs(session, runs.get(i));
      complete.add(
          new TableOrigin(
              o.table(), o.change(), o.statement(), o.made(), o.inputs(), o.areInputsKnown(), own));
    }
    return complete;
  }

  private boolean hasTable() {
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
