package org.rhodb.engine.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.rhodb.engine.arrow.MatrixType;
import org.rhodb.engine.arrow.MatrixWriter;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Shards that become visible together: written under temporary names, made safe on disk, renamed,
 * then entered in the ledger in one transaction of the database. Killed at any moment, either all
 * of them are there or none; closed without {@link #commit}, none.
 *
 * <p>All methods throw {@link QueryException} R505 where the disk is full or cannot be written. For
 * one thread.
 */
public final class ShardTransaction implements AutoCloseable {
  private static final String TEMPORARY = ".tmp";

  private final Connections connections;
  private final ShardLedger ledger;
  private final Path folder;
  private final Set<String> verified;
  private final List<Pending> pending = new ArrayList<>();
  private final List<ShardKey> removed = new ArrayList<>();
  private boolean isCommitted;

  ShardTransaction(Connections connections, ShardLedger ledger, Path folder, Set<String> verified) {
    this.connections = connections;
    this.ledger = ledger;
    this.folder = folder;
    this.verified = verified;
  }

  /**
   * Begins a matrix, which takes the place of the key's shard if there is one.
   *
   * @param width numbers a row
   */
  public Matrix addMatrix(ShardKey key, MatrixType type, int width) {
    try {
      Pending file = new Pending(key, ".arrow");
      pending.add(file);
      return new Matrix(file, new MatrixWriter(file.channel(), type, width, key.fields()), width);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Begins bytes of any kind, which take the place of the key's shard; buffered, ends at commit.
   */
  public OutputStream addBytes(ShardKey key) {
    try {
      Pending file = new Pending(key, ".bin");
      pending.add(file);
      OutputStream stream =
          new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
      file.onFinish = stream::flush;
      return stream;
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Removes the key's shard, if there is one, when this transaction commits. */
  public void remove(ShardKey key) {
    removed.add(key);
  }

  /** Makes everything that was begun visible, and what it replaces gone. */
  public void commit() {
    if (isCommitted) {
      throw new IllegalStateException("committed already");
    }
    List<ShardEntry> entries = new ArrayList<>();
    try {
      for (Pending file : pending) {
        entries.add(file.finish());
      }
      for (Pending file : pending) {
        file.rename();
      }
      syncFolder();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
    List<ShardEntry> obsolete = enter(entries);
    isCommitted = true;
    entries.forEach(entry -> verified.add(entry.file()));
    for (ShardEntry entry : obsolete) {
      delete(folder.resolve(entry.file()));
    }
  }

  private List<ShardEntry> enter(List<ShardEntry> entries) {
    return connections.write(
        connection -> {
          List<ShardEntry> obsolete = new ArrayList<>();
          for (ShardKey key : removed) {
            obsolete.addAll(ledger.find(connection, key));
          }
          for (ShardEntry entry : entries) {
            obsolete.addAll(ledger.find(connection, entry.key()));
          }
          for (ShardEntry entry : obsolete) {
            ledger.remove(connection, entry);
          }
          for (ShardEntry entry : entries) {
            ledger.add(connection, entry);
          }
          return obsolete;
        });
  }

  private void syncFolder() throws IOException {
    // A folder can be synced on POSIX only; elsewhere the rename is as safe as the system makes it.
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    if (!isCommitted) {
      pending.forEach(Pending::discard);
    }
    pending.clear();
  }

  /** Deletes a file that no entry names. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // No entry names it any more: the next open deletes it.
    }
  }

  private static QueryException cannotWrite(IOException e) {
    return QueryException.of(ErrorCode.R505, "cannot write a shard: " + StoreFolder.reason(e))
        .withCause(e);
  }

  /** Work that may fail to write. */
  private interface Finish {
    void run() throws IOException;
  }

  /** A file that is being written. */
  private final class Pending {
    private final ShardKey key;
    private final Path temporary;
    private final Path file;
    private final FileChannel output;
    private final MessageDigest digest = Checksum.digest();
    private Finish onFinish = () -> {};
    private long rows;
    private long width;

    Pending(ShardKey key, String ending) throws IOException {
      this.key = key;
      this.file = folder.resolve(key.kind() + "-" + UUID.randomUUID() + ending);
      this.temporary = folder.resolve(file.getFileName() + TEMPORARY);
      this.output =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    Checksum.DigestingChannel channel() {
      return new Checksum.DigestingChannel(output, digest);
    }

    ShardEntry finish() throws IOException {
      onFinish.run();
      output.force(true);
      long bytes = output.size();
      output.close();
      return new ShardEntry(
          key, String.valueOf(file.getFileName()), rows, width, bytes, Checksum.hex(digest));
    }

    void rename() throws IOException {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void discard() {
      try {
        output.close();
      } catch (IOException e) {
        // It is deleted next.
      }
      delete(temporary);
      delete(file);
    }
  }

  /** A matrix that is being written; ends when the transaction commits. */
  public static final class Matrix {
    private final MatrixWriter writer;

    private Matrix(Pending file, MatrixWriter writer, int width) {
      this.writer = writer;
      file.onFinish =
          () -> {
            writer.close();
            file.rows = writer.rows();
            file.width = width;
          };
    }

    /**
     * Appends whole rows, rounded to the matrix' type.
     *
     * @param values row-major, from position to limit, which the position moves to
     */
    public void append(FloatBuffer values) {
      try {
        writer.append(values);
      } catch (IOException e) {
        throw cannotWrite(e);
      }
    }

    /** Appends the whole rows in {@code values[first .. first + length)}. */
    public void append(float[] values, int first, int length) {
      append(FloatBuffer.wrap(values, first, length));
    }

    /** Appends whole rows that are little-endian in the matrix' type already. */
    public void appendBytes(ByteBuffer values) {
      try {
        writer.appendBytes(values);
      } catch (IOException e) {
        throw cannotWrite(e);
      }
    }

    /** Returns the rows appended so far. */
    public long rows() {
      return writer.rows();
    }
  }
}
