package org.rhodb.shell.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.OutputFormat;

/**
 * A file that results are written to; whoever opened it ends it by {@link #keep} or {@link #drop}.
 *
 * <p>What was there stays until the results are complete: they are written beside it and renamed.
 * Devices and pipes are written directly.
 */
final class ResultFile {
  private final Path file;
  private final Path written;
  private final Writer writer;
  private final boolean isOnce;
  private boolean isTaken;
  private boolean hasResult;
  private final Optional<OutputFormat> format;

  private ResultFile(Path file, Path written, boolean isOnce, Optional<OutputFormat> format)
      throws IOException {
    this.file = file;
    this.written = written;
    this.isOnce = isOnce;
    this.format = format;
    this.writer = Files.newBufferedWriter(written, UTF_8);
  }

  /**
   * Opens a file.
   *
   * @param isOnce whether it takes one result only
   * @param format of all results; empty: the session's
   * @throws QueryException X401 if it cannot be written
   */
  static ResultFile open(Path file, boolean isOnce, Optional<OutputFormat> format) {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      Path target = Files.exists(file) ? file.toRealPath() : file;
      boolean isReplaced =
          Files.notExists(target, LinkOption.NOFOLLOW_LINKS) || Files.isRegularFile(target);
      if (isReplaced && Files.exists(target) && !Files.isWritable(target)) {
        throw new IOException("no permission");
      }
      Path name = target.getFileName();
      Path part =
          isReplaced && name != null
              ? target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part")
              : target;
      return new ResultFile(target, part, isOnce, format);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  Path file() {
    return file;
  }

  /** Returns where it is until it is complete: for those who write it by themselves. */
  Path written() {
    return written;
  }

  /** Notes that a binary result was written there: there is no room for a second. */
  void take() {
    isTaken = true;
    hasResult = true;
  }

  /** Notes that a result was written to its end. */
  void complete() {
    hasResult = true;
  }

  /** Returns whether it holds a whole result; otherwise what was there before is better kept. */
  boolean hasResult() {
    return hasResult;
  }

  /** Returns whether it holds a binary result. */
  boolean isTaken() {
    return isTaken;
  }

  Writer writer() {
    return writer;
  }

  Optional<OutputFormat> format() {
    return format;
  }

  boolean isOnce() {
    return isOnce;
  }

  /**
   * Ends it and puts it in its place.
   *
   * @throws QueryException X401 if that fails, as on a full disk
   */
  void keep() {
    try {
      writer.close();
      if (!written.equals(file)) {
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      drop();
      throw refused(file, e);
    }
  }

  /** Ends it and leaves what was there before. */
  void drop() {
    try {
      writer.close();
    } catch (IOException e) {
      // What could not be flushed is thrown away in any case.
      written.toFile().deleteOnExit();
    }
    if (!written.equals(file) && !written.toFile().delete()) {
      written.toFile().deleteOnExit();
    }
  }

  private static QueryException refused(Path file, IOException error) {
    String reason =
        error instanceof NoSuchFileException
            ? "its folder does not exist"
            : error instanceof AccessDeniedException
                ? "no permission"
                : String.valueOf(error.getMessage());
    return QueryException.of(ErrorCode.X401, "cannot write '" + file + "': " + reason)
        .withCause(error);
  }
}
