package org.rhodb.connector.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.settings.UserHome;

/** Finds the files that a source names: one path, or a glob. */
public final class SourceFiles {
  private static final String WILDCARDS = "*?[{";

  private SourceFiles() {}

  /** Returns whether a source ends in one of these endings, whatever its case. */
  public static boolean endsIn(String source, List<String> endings) {
    String folded = source.toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(folded::endsWith);
  }

  /**
   * Resolves a path against a folder; {@code ~} is the user's own.
   *
   * @throws QueryException X401 if it can be no path
   */
  public static Path resolve(String source, Path folder) {
    try {
      String expanded = UserHome.expand(source, System.getenv());
      return folder.toAbsolutePath().resolve(expanded).normalize();
    } catch (InvalidPathException e) {
      throw QueryException.of(ErrorCode.X401, "'" + printable(source) + "' is not a path")
          .withCause(e);
    }
  }

  /**
   * Returns the files of a source in the order of their paths, so that a corpus is the same on
   * every machine. In a glob {@code *} stays within a folder and {@code **} does not; links are
   * followed.
   *
   * @param folder what a relative source is relative to
   * @return at least one file
   * @throws QueryException X401 if there is none, or the source is a folder
   */
  public static List<Path> list(String source, Path folder) {
    if (firstWildcard(source) < 0 || Files.isRegularFile(resolve(source, folder))) {
      return List.of(single(source, folder));
    }
    int base = source.lastIndexOf('/', firstWildcard(source));
    Path root = resolve(base < 0 ? "" : source.substring(0, base + 1), folder);
    if (!Files.isDirectory(root)) {
      throw QueryException.of(ErrorCode.X401, "there is no folder '" + root + "'");
    }
    String pattern = source.substring(base + 1);
    PathMatcher matcher = matcher(pattern, source);
    int depth =
        pattern.contains("**") ? 64 : (int) pattern.chars().filter(c -> c == '/').count() + 1;
    try (Stream<Path> all = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          all.filter(path -> matcher.matches(root.relativize(path)))
              .filter(Files::isRegularFile)
              .sorted(
                  Comparator.comparing(path -> root.relativize(path).toString().replace('\\', '/')))
              .toList();
      if (files.isEmpty()) {
        throw QueryException.of(
            ErrorCode.X401, "no file matches '" + source + "' in '" + root + "'");
      }
      return files;
    } catch (IOException e) {
      throw Unreadable.file(root, e);
    } catch (UncheckedIOException e) {
      throw Unreadable.file(root, e.getCause());
    }
  }

  private static Path single(String source, Path folder) {
    Path path = resolve(source, folder);
    if (Files.isDirectory(path)) {
      throw QueryException.of(ErrorCode.X401, "'" + path + "' is a folder, not a file")
          .withHint("name its files with a glob, such as '" + source + "/*.txt'");
    }
    if (!Files.exists(path)) {
      throw QueryException.of(ErrorCode.X401, "there is no file '" + path + "'");
    }
    return path;
  }

  private static PathMatcher matcher(String pattern, String source) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw QueryException.of(
              ErrorCode.X401, "'" + source + "' is not a glob: " + e.getDescription())
          .withCause(e);
    }
  }

  private static int firstWildcard(String source) {
    for (int i = 0; i < source.length(); i++) {
      if (WILDCARDS.indexOf(source.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String printable(String source) {
    return source.replace("\0", "\\0");
  }
}
