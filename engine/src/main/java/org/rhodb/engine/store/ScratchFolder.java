package org.rhodb.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** A temporary folder for the shards of a database in memory. */
final class ScratchFolder {
  private ScratchFolder() {}

  static Path create() {
    try {
      return Files.createTempDirectory("rhodb-shards");
    } catch (IOException e) {
      throw QueryException.of(
              ErrorCode.R505, "cannot create a temporary folder: " + StoreFolder.reason(e))
          .withCause(e);
    }
  }

  /** Deletes it with all it holds; what cannot be deleted stays for the system to clean. */
  static void delete(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // The system's temporary folder is cleaned by the system.
    }
  }
}
