package org.rhodb.engine.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** A folder this process has open; a process opens a folder once at a time. */
final class FolderClaim implements AutoCloseable {
  /** Process-wide because file locks are: see the package's decisions. */
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path folder;

  private FolderClaim(Path folder) {
    this.folder = folder;
  }

  /**
   * Claims a folder. Caller closes.
   *
   * @throws QueryException R503 if this process has it open already
   */
  static FolderClaim take(Path folder) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.R508, "cannot open '" + folder + "'").withCause(e);
    }
    if (!CLAIMED.add(real)) {
      throw QueryException.of(
              ErrorCode.R503, "database '" + folder + "' is already open in this process")
          .withHint("close it first, or use another session of the same engine");
    }
    return new FolderClaim(real);
  }

  @Override
  public void close() {
    CLAIMED.remove(folder);
  }
}
