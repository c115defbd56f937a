package org.rhodb.engine.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rhodb.engine.arrow.MatrixReader;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Immutable files beside the catalog: ingested activations, sufficient statistics, savepoints. A
 * file is a shard only once the ledger says so, which it does when the file is whole and safe on
 * disk. Safe for use by many threads.
 */
public final class ShardStore {
  private final Connections connections;
  private final Path folder;
  private final boolean isReadOnly;
  private final ShardLedger ledger = new ShardLedger();
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  ShardStore(Connections connections, Path folder, boolean isReadOnly) {
    this.connections = connections;
    this.folder = folder;
    this.isReadOnly = isReadOnly;
  }

  /**
   * Makes folder and ledger agree after a kill: forgets entries whose file is missing or of another
   * size, and deletes files that no entry names.
   */
  void clean() {
    connections.write(
        connection -> {
          Set<String> named = new HashSet<>();
          for (ShardEntry entry : ledger.all(connection)) {
            if (size(entry) == entry.bytes()) {
              named.add(entry.file());
            } else {
              ledger.remove(connection, entry);
            }
          }
          deleteAllBut(named);
          return true;
        });
  }

  private long size(ShardEntry entry) {
    try {
      return Files.size(folder.resolve(entry.file()));
    } catch (IOException e) {
      return -1;
    }
  }

  private void deleteAllBut(Set<String> named) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!named.contains(file.getFileName().toString()) && Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw QueryException.of(ErrorCode.R505, "cannot clean folder '" + folder + "'").withCause(e);
    }
  }

  /** Returns the shard of a key, if there is one. */
  public Optional<ShardEntry> find(ShardKey key) {
    return connections.read(connection -> ledger.find(connection, key)).stream().findFirst();
  }

  /** Returns the shards of a kind for a checkpoint and corpus, by layer, token range and part. */
  public List<ShardEntry> list(String kind, String weightsHash, String corpusHash) {
    return connections.read(connection -> ledger.list(connection, kind, weightsHash, corpusHash));
  }

  /**
   * Opens a matrix. The first open of a shard since the database was opened reads all of it to
   * compare its checksum. Caller closes.
   *
   * @throws QueryException X409 if the file is not what the ledger says
   */
  public MatrixReader openMatrix(ShardEntry entry) {
    verify(entry);
    try {
      MatrixReader reader = MatrixReader.open(folder.resolve(entry.file()));
      if (reader.rows() != entry.rows() || reader.width() != entry.width()) {
        reader.close();
        throw damaged(entry, reader.rows() + " x " + reader.width() + " numbers");
      }
      return reader;
    } catch (IOException e) {
      throw damaged(entry, String.valueOf(e.getMessage())).withCause(e);
    }
  }

  /**
   * Opens bytes, with the same check. Caller closes.
   *
   * @throws QueryException X409 if the file is not what the ledger says
   */
  public InputStream openBytes(ShardEntry entry) {
    verify(entry);
    try {
      return new BufferedInputStream(Files.newInputStream(folder.resolve(entry.file())), 1 << 16);
    } catch (IOException e) {
      throw damaged(entry, String.valueOf(e.getMessage())).withCause(e);
    }
  }

  private void verify(ShardEntry entry) {
    if (verified.contains(entry.file())) {
      return;
    }
    long size = size(entry);
    if (size != entry.bytes()) {
      throw damaged(entry, size < 0 ? "no file" : size + " bytes");
    }
    String found;
    try {
      found = Checksum.of(folder.resolve(entry.file()));
    } catch (IOException e) {
      throw damaged(entry, String.valueOf(e.getMessage())).withCause(e);
    }
    if (!found.equals(entry.sha256())) {
      throw damaged(entry, "another checksum");
    }
    verified.add(entry.file());
  }

  /** Returns the shards of a kind for a checkpoint, over whatever corpus. */
  List<ShardEntry> ofWeights(String kind, String weightsHash) {
    return connections.read(connection -> ledger.ofWeights(connection, kind, weightsHash));
  }

  /** Forgets shards in a transaction; their files go once it is committed. */
  void forget(Connection connection, List<ShardEntry> entries) throws SQLException {
    for (ShardEntry entry : entries) {
      ledger.remove(connection, entry);
    }
  }

  /** Returns the shards of some kinds. */
  List<ShardEntry> ofKinds(Connection connection, List<String> kinds) throws SQLException {
    return ledger.ofKinds(connection, kinds);
  }

  /** Deletes files that the ledger no longer names; what is left the next open deletes. */
  void delete(List<ShardEntry> forgotten) {
    for (ShardEntry entry : forgotten) {
      ShardTransaction.delete(folder.resolve(entry.file()));
    }
  }

  /** Returns the free bytes of the disk the files are on. */
  long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.R505, "cannot look at folder '" + folder + "'")
          .withCause(e);
    }
  }

  private static QueryException damaged(ShardEntry entry, String found) {
    return QueryException.of(
            ErrorCode.X409,
            "shard '"
                + entry.file()
                + "' is damaged: expected "
                + entry.bytes()
                + " bytes with"
                + " the ledger's checksum, found "
                + found)
        .withHint("delete the file: it is forgotten at the next open and made again when needed");
  }

  /**
   * Begins to write shards that become visible together. Caller closes.
   *
   * @throws QueryException R504 if the database is read-only
   */
  public ShardTransaction begin() {
    if (isReadOnly) {
      throw QueryException.of(
          ErrorCode.R504, "the database is open read-only and cannot be changed");
    }
    return new ShardTransaction(connections, ledger, folder, verified);
  }
}
