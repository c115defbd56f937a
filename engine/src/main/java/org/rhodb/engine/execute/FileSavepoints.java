package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Savepoints as files of one folder: the bytes, then their SHA-256. Written under a temporary name,
 * forced to disk, then renamed, so a kill at any moment leaves the last savepoint or the new one.
 */
public final class FileSavepoints implements SavepointStore {
  private static final int HASH_BYTES = 32;
  private static final int BUFFER_BYTES = 1 << 20;

  private static final String WRITING = ".writing";
  private static final String WHOLE = ".savepoint";
  private static final AtomicLong COUNTER = new AtomicLong();

  /** What a savepoint may be old before nobody is thought to come back for it. */
  private static final Duration LASTING = Duration.ofDays(14);

  private final Path folder;

  /** Creates a store; the folder is made when something is saved. */
  public FileSavepoints(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  @Override
  public Optional<InputStream> open(String key) {
    Path file = file(key);
    try {
      if (!Files.exists(file) || !isWhole(file)) {
        return Optional.empty();
      }
      return Optional.of(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    } catch (IOException e) {
      return Optional.empty(); // unreadable is as good as absent: the pass begins anew
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    long left = Files.size(file) - HASH_BYTES;
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return false;
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      return left == 0 && Arrays.equals(digest.digest(), in.readNBytes(HASH_BYTES));
    }
  }

  @Override
  public Pending create(String key) {
    // Two sessions may run the same statement: each has a file of its own until it is whole.
    Path temporary = folder.resolve(key + "." + COUNTER.incrementAndGet() + WRITING);
    try {
      Files.createDirectories(folder);
      return new PendingFile(temporary, file(key), new FileOutputStream(temporary.toFile()));
    } catch (IOException e) {
      throw refused(temporary, e);
    }
  }

  /**
   * Deletes what killed processes began to write, and savepoints to which nobody came back. Called
   * before anything is saved.
   */
  public void sweep() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Instant oldest = Instant.now().minus(LASTING);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        boolean isForgotten =
            name.endsWith(WHOLE) && Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
        if (name.endsWith(WRITING) || isForgotten) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // It only takes room; what cannot be listed is found again at the next opening.
    }
  }

  @Override
  public void remove(String key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw refused(file(key), e);
    }
  }

  private Path file(String key) {
    if (!key.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("not a key: " + key);
    }
    return folder.resolve(key + WHOLE);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static QueryException refused(Path file, IOException e) {
    return QueryException.of(
            ErrorCode.R505, "cannot write savepoint '" + file + "': " + e.getMessage())
        .withHint("free some space, or SET save_interval = 0 to keep no savepoints")
        .withCause(e);
  }

  /** A file under its temporary name. */
  private static final class PendingFile implements Pending {
    private final Path temporary;
    private final Path target;
    private final FileOutputStream file;
    private final MessageDigest digest = sha256();
    private final OutputStream stream;
    private boolean isDone;

    PendingFile(Path temporary, Path target, FileOutputStream file) {
      this.temporary = temporary;
      this.target = target;
      this.file = file;
      this.stream = new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER_BYTES);
    }

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public void commit() {
      try {
        stream.flush();
        file.write(digest.digest());
        file.getFD().sync();
        file.close();
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isDone = true;
        syncFolder(requireNonNull(target.getParent()));
      } catch (IOException e) {
        throw refused(target, e);
      }
    }

    /** Makes the new name itself survive a power cut, where the system can do that for a folder. */
    private static void syncFolder(Path folder) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        // Windows opens no folder: the rename is as safe as that system makes it.
      }
    }

    @Override
    public void close() {
      try {
        file.close();
        if (!isDone) {
          Files.deleteIfExists(temporary);
        }
      } catch (IOException e) {
        throw refused(temporary, e);
      }
    }
  }
}
