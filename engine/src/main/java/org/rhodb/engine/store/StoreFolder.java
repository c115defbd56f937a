package org.rhodb.engine.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * The folder of a database: {@code catalog.duckdb} and {@code shards/}.
 *
 * @param path the folder
 */
record StoreFolder(Path path) {
  private static final String CATALOG = "catalog.duckdb";
  private static final String SHARDS = "shards";

  /**
   * Checks that a folder is a database, and creates it where it is missing.
   *
   * @throws QueryException R508 if it is something else or cannot be created
   */
  static StoreFolder open(Path path, boolean isReadOnly) {
    StoreFolder folder = new StoreFolder(path.toAbsolutePath().normalize());
    if (!Files.exists(folder.path)) {
      if (isReadOnly) {
        throw refused("there is no database '" + path + "'")
            .withHint("without --read-only it is created");
      }
      folder.create(path);
    } else if (!Files.isDirectory(folder.path)) {
      throw refused("'" + path + "' is a file, not a database folder");
    } else if (!Files.isReadable(folder.path)) {
      throw refused("'" + path + "' may not be read by this user");
    } else if (!Files.exists(folder.catalog())) {
      folder.refuseStranger(path, isReadOnly);
    }
    if (!isReadOnly) {
      folder.checkWritable(path);
    }
    return folder;
  }

  Path catalog() {
    return path.resolve(CATALOG);
  }

  Path shards() {
    return path.resolve(SHARDS);
  }

  private void create(Path shown) {
    Path parent = path.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw refused("cannot create database '" + shown + "': there is no folder '" + parent + "'");
    }
    try {
      Files.createDirectory(path);
    } catch (IOException e) {
      throw refused("cannot create database '" + shown + "': " + reason(e)).withCause(e);
    }
  }

  private void refuseStranger(Path shown, boolean isReadOnly) {
    try (Stream<Path> entries = Files.list(path)) {
      // A database whose very first open was killed holds nothing but an empty shards folder.
      Optional<Path> stranger =
          entries.filter(entry -> !entry.equals(shards())).sorted().findFirst();
      if (stranger.isPresent()) {
        throw refused(
                "folder '"
                    + shown
                    + "' is not a database: it holds '"
                    + stranger.get().getFileName()
                    + "' and no "
                    + CATALOG)
            .withHint("name a new or empty folder");
      }
    } catch (IOException e) {
      throw refused("cannot read folder '" + shown + "': " + reason(e)).withCause(e);
    }
    if (isReadOnly) {
      throw refused("folder '" + shown + "' is empty: there is no database to read");
    }
  }

  private void checkWritable(Path shown) {
    boolean isWritable =
        Files.isWritable(path) && (!Files.exists(catalog()) || Files.isWritable(catalog()));
    if (!isWritable) {
      throw QueryException.of(
              ErrorCode.R505, "database '" + shown + "' may not be written by this user")
          .withHint("--read-only opens it for reading");
    }
    try {
      Files.createDirectories(shards());
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.R505, "cannot write to '" + shown + "': " + reason(e))
          .withCause(e);
    }
  }

  /** Returns the system's reason without the path. */
  static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(e.getMessage());
  }

  private static QueryException refused(String message) {
    return QueryException.of(ErrorCode.R508, message);
  }
}
