package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rhodb.engine.catalog.AnswerStore.Room;

/**
 * The room that answers and sketches take together: what was kept longest is dropped first, and
 * whatever needs weights or a corpus that are gone, ingested activations among them.
 */
final class ReuseSpace {
  /** Kinds of shards that are kept for later statements and may be dropped at any time. */
  static final List<String> KINDS = List.of("sketch", "moments");

  /** Bytes of a database in memory, which has no disk to be a share of. */
  private static final Room IN_MEMORY = new Room(256_000_000, 1_000_000_000);

  private final Connections connections;
  private final ShardStore shards;
  private final boolean isInMemory;
  private final AnswerTables answers = new AnswerTables();

  ReuseSpace(Connections connections, ShardStore shards, boolean isInMemory) {
    this.connections = connections;
    this.shards = shards;
    this.isInMemory = isInMemory;
  }

  /** What is dropped as a whole: an answer, or all shards of one sketch. */
  private record Kept(LocalDateTime since, long bytes, long answer, List<ShardEntry> entries) {}

  Room room() {
    if (isInMemory) {
      return IN_MEMORY;
    }
    long free = shards.freeBytes() + connections.read(this::bytes);
    return new Room(free / 10, free / 2);
  }

  private long bytes(Connection connection) throws SQLException {
    return all(connection).stream().mapToLong(Kept::bytes).sum();
  }

  /** Drops the oldest until the rest fits; returns what is left. */
  long shrink(long limit) {
    List<ShardEntry> gone = new ArrayList<>();
    long left =
        connections.write(
            connection -> {
              List<Kept> all = all(connection);
              long bytes = all.stream().mapToLong(Kept::bytes).sum();
              for (Kept kept : all) {
                if (bytes <= limit) {
                  break;
                }
                bytes -= kept.bytes();
                if (kept.entries().isEmpty()) {
                  answers.remove(connection, kept.answer());
                }
                gone.addAll(kept.entries());
              }
              shards.forget(connection, gone);
              return bytes;
            });
    shards.delete(gone);
    return left;
  }

  private List<Kept> all(Connection connection) throws SQLException {
    List<Kept> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, created, \"rows\" * width FROM rhodb.answers")) {
      while (rows.next()) {
        all.add(
            new Kept(
                rows.getObject(2, LocalDateTime.class),
                rows.getLong(3) * Double.BYTES,
                rows.getLong(1),
                List.of()));
      }
    }
    Map<String, LocalDateTime> since = created(connection);
    shards.ofKinds(connection, KINDS).stream()
        .collect(Collectors.groupingBy(entry -> sketch(entry.key())))
        .values()
        .forEach(
            entries ->
                all.add(
                    new Kept(
                        entries.stream()
                            .map(entry -> since.getOrDefault(entry.file(), LocalDateTime.MIN))
                            .max(Comparator.naturalOrder())
                            .orElse(LocalDateTime.MIN),
                        entries.stream().mapToLong(ShardEntry::bytes).sum(),
                        0,
                        entries)));
    all.sort(Comparator.comparing(Kept::since));
    return all;
  }

  private static Map<String, LocalDateTime> created(Connection connection) throws SQLException {
    Map<String, LocalDateTime> since = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT file, created FROM rhodb.shards")) {
      while (rows.next()) {
        since.put(rows.getString(1), rows.getObject(2, LocalDateTime.class));
      }
    }
    return since;
  }

  /** Returns what the shards of one sketch have in common, whatever their layer. */
  private static List<Object> sketch(ShardKey key) {
    return List.of(key.weightsHash(), key.corpusHash(), key.mask(), key.lastToken(), key.part());
  }

  /**
   * Forgets, in a transaction that changed the catalog, what needs something that is gone.
   *
   * @return shards whose files are to be deleted once it is committed
   */
  List<ShardEntry> forgetOrphans(Connection connection) throws SQLException {
    KnownHashes known = KnownHashes.read(connection);
    answers.removeOrphans(connection, known);
    List<ShardEntry> orphans =
        shards.ofKinds(connection, KINDS).stream()
            .filter(
                entry ->
                    !known.hasAll(
                        List.of(entry.key().weightsHash()),
                        entry.key().corpusHash(),
                        entry.key().mask()))
            .collect(Collectors.toCollection(ArrayList::new));
    // What was ingested is of whole corpora, whatever is masked in them.
    shards.ofKinds(connection, List.of(StoredActivations.KIND)).stream()
        .filter(entry -> !known.has(entry.key().weightsHash(), entry.key().corpusHash()))
        .forEach(orphans::add);
    shards.forget(connection, orphans);
    return orphans;
  }

  /** Deletes the files of what {@link #forgetOrphans} found. */
  void delete(List<ShardEntry> orphans) {
    shards.delete(orphans);
  }
}
