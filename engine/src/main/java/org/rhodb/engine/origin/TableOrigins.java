package org.rhodb.engine.origin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.rhodb.engine.catalog.TableOrigin;
import org.rhodb.engine.sql.ChangedTable;
import org.rhodb.engine.sql.StoredNames;
import org.rhodb.engine.sql.TablesRead;
import org.rhodb.engine.store.StoreSession;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/**
 * Keeps how stored tables of this database came to be, statement by statement, in table {@code
 * rhodb.origins}, and follows the chain back.
 *
 * <p>An entry is written in the session's own transaction: what is rolled back has no origin. The
 * session remembers how its temporary tables came to be; once a stored table is made from one, that
 * is kept too, under a name that no other session has.
 */
public final class TableOrigins {
  /** Changes by hand, of which the first a session and table is enough. */
  private static final Set<String> BY_HAND = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

  private final StoreSession session;
  private final StoredNames names;
  private final OriginTable table;
  private final boolean isReadOnly;
  private final String opened = " of the session of " + now();
  private final List<Remembered> remembered = new ArrayList<>();
  private final Set<String> changedByHand = new HashSet<>();

  /**
   * Records and reads the origins of a session's tables.
   *
   * @param isReadOnly whether entries can only be remembered
   */
  public TableOrigins(StoreSession session, boolean isReadOnly) {
    this.session = session;
    this.names = new StoredNames(session);
    this.table = new OriginTable(session);
    this.isReadOnly = isReadOnly;
  }

  /**
   * An entry of this session's own.
   *
   * @param runs numbers of its runs in the ledger
   */
  private record Remembered(TableOrigin origin, List<Long> runs) {}

  /** A table as it was before a moment. */
  private record Version(String key, Instant before) {}

  /**
   * Runs a statement and records what table it made or changed.
   *
   * @param changed the table that its words name
   * @param log hears of the runs in it
   * @param hasRows whether what the action returned are rows: then it has changed nothing
   */
  public <T> T recording(
      SqlText sql,
      Optional<ChangedTable> changed,
      RunLog log,
      Supplier<T> action,
      Predicate<T> hasRows) {
    // Before it runs: the table it replaces may be one that it reads.
    Optional<String> key = changed.filter(table -> !isKnownByHand(table)).flatMap(names::key);
    if (key.isEmpty()) {
      return action.get();
    }
    ChangedTable it = changed.orElseThrow();
    Optional<List<String>> inputs = inputs(sql, it);
    Instant begun = now();
    T result = action.get();
    if (!hasRows.test(result)) {
      enter(
          new TableOrigin(
              key.get(),
              it.change(),
              sql.text(),
              begun,
              inputs.orElse(List.of()),
              inputs.isPresent(),
              log.runs()),
          log.ids());
    }
    return result;
  }

  /** As precise as the store keeps it. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private boolean isKnownByHand(ChangedTable changed) {
    String name = String.join(".", changed.qualifiers()) + "." + changed.name();
    String key = changed.change() + " " + name.toLowerCase(Locale.ROOT);
    if (changed.isCreation() || changed.source() instanceof ChangedTable.Renamed) {
      changedByHand.removeIf(k -> k.endsWith(key.substring(key.lastIndexOf('.'))));
    }
    boolean isByHand =
        BY_HAND.contains(changed.change()) && !(changed.source() instanceof ChangedTable.Query);
    return isByHand && !changedByHand.add(key);
  }

  private Optional<List<String>> inputs(SqlText sql, ChangedTable changed) {
    if (changed.source() instanceof ChangedTable.Query query) {
      return TablesRead.of(session, sql, query);
    }
    if (changed.source() instanceof ChangedTable.Renamed) {
      return Optional.of(List.of(names.before(changed)));
    }
    return changed.source() instanceof ChangedTable.Nothing
        ? Optional.of(List.of())
        : Optional.empty();
  }

  private void enter(TableOrigin origin, List<Long> runs) {
    if (isReadOnly || StoredNames.isTemporary(origin.table())) {
      remembered.add(new Remembered(origin, runs));
      return;
    }
    keepInputs(origin, new HashSet<>());
    table.add(named(origin), runs);
  }

  /** Keeps how the temporary tables that an entry names came to be. */
  private void keepInputs(TableOrigin origin, Set<Remembered> kept) {
    for (String input : origin.inputs()) {
      for (Remembered own : remembered) {
        if (own.origin().table().equalsIgnoreCase(input) && kept.add(own)) {
          table.add(named(own.origin()), own.runs());
          keepInputs(own.origin(), kept);
        }
      }
    }
  }

  /** An entry as other sessions may read it. */
  private TableOrigin named(TableOrigin origin) {
    return origin.renamed(key -> StoredNames.isTemporary(key) ? key + opened : key);
  }

  /** Follows what a statement reads back to where it came from. */
  public Lineage lineage(Statement statement) {
    return statement instanceof Statement.Sql sql
        ? lineage(sql.sql())
        : new Lineage(List.of(), true, Map.of());
  }

  /** The same of a query. */
  public Lineage lineage(SqlText query) {
    Optional<List<String>> inputs = TablesRead.of(session, query);
    Map<String, Set<TableOrigin>> found = new LinkedHashMap<>();
    Map<String, List<TableOrigin>> entries = new HashMap<>();
    Set<Version> seen = new HashSet<>();
    Deque<Version> open = new ArrayDeque<>();
    inputs.orElse(List.of()).forEach(key -> open.add(new Version(key, Instant.MAX)));
    while (!open.isEmpty()) {
      Version version = open.remove();
      if (!seen.add(version)) {
        continue;
      }
      Set<TableOrigin> own =
          found.computeIfAbsent(
              version.key(), key -> new TreeSet<>(Comparator.comparing(TableOrigin::made)));
      List<TableOrigin> all = entries.computeIfAbsent(version.key(), this::entries);
      for (TableOrigin origin : of(version, all)) {
        own.add(origin);
        Instant read = origin.readsLater() ? version.before() : origin.made();
        origin.inputs().forEach(key -> open.add(new Version(key, read)));
      }
    }
    Map<String, List<TableOrigin>> origins = new LinkedHashMap<>();
    found.forEach((key, own) -> origins.put(key, List.copyOf(own)));
    return new Lineage(inputs.orElse(List.of()), inputs.isPresent(), origins);
  }

  private List<TableOrigin> entries(String key) {
    List<TableOrigin> all = new ArrayList<>(table.read(key));
    remembered.stream()
        .map(Remembered::origin)
        .filter(origin -> origin.table().equalsIgnoreCase(key))
        .forEach(all::add);
    return all;
  }

  /** Returns the entries since the last creation before a moment, of all, oldest first. */
  private static List<TableOrigin> of(Version version, List<TableOrigin> all) {
    int created = 0;
    int end = 0;
    for (; end < all.size() && all.get(end).made().isBefore(version.before()); end++) {
      created = all.get(end).isCreation() ? end : created;
    }
    return all.subList(created, end);
  }
}
