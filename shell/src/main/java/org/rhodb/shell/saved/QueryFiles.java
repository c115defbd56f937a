package org.rhodb.shell.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.session.FileReason;

/** Function from what a user names to files of saved queries. */
public final class QueryFiles {
  private QueryFiles() {}

  /**
   * Returns the files themselves, and of each folder the {@code .sql} files in it, by name.
   *
   * @throws QueryException X401 if one cannot be read, or nothing is found
   */
  public static List<Path> of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> listed = Files.list(path)) {
        listed.filter(f -> f.toString().endsWith(".sql")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw QueryException.of(ErrorCode.X401, "cannot read '" + path + "': " + FileReason.of(e))
            .withCause(e);
      }
    }
    if (files.isEmpty()) {
      throw QueryException.of(ErrorCode.X401, "no .sql file in '" + named.get(0) + "'");
    }
    return files;
  }
}
