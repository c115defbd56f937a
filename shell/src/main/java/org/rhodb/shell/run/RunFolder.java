package org.rhodb.shell.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.rhodb.connector.json.BoundedJson;
import org.rhodb.connector.json.BoundedJson.JsonFault;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.chart.Chart;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.format.JsonText;
import org.rhodb.shell.format.Layout;
import org.rhodb.shell.format.ListedTable;
import org.rhodb.shell.saved.FrontMatter;
import org.rhodb.shell.saved.SavedQuery;
import org.rhodb.shell.saved.Sha256;
import org.rhodb.shell.session.FileReason;

/** The folder of one run: {@code query.sql}, {@code result.csv}, {@code run.json}, pictures. */
public final class RunFolder {
  /** File of the result: a header and its rows, in a stable order. */
  public static final String RESULT = "result.csv";

  private static final String QUERY = "query.sql";
  private static final String RUN = "run.json";
  private static final String PARTIAL = ".partial-";
  private static final int MAX_TRIES = 100;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final BoundedJson JSON = new BoundedJson(64, 10_000, 100_000_000);

  private final Path path;
  private final Map<String, Object> run;

  private RunFolder(Path path, Map<String, Object> run) {
    this.path = path;
    this.run = run;
  }

  /** Something that writes further files of a run into its folder. */
  public interface Extra {
    /** Writes its files into a folder that exists. */
    void write(Path folder) throws IOException;
  }

  /**
   * Writes a run into a folder of its own, {@code results/<query>/<UTC time>}: all of it or
   * nothing.
   *
   * @param isRecorded whether the database keeps the operator runs too
   * @param extra further files, such as pictures
   * @throws QueryException R505 if it cannot be written
   */
  public static RunFolder write(
      QueryRun run,
      Session session,
      String version,
      Path results,
      boolean isRecorded,
      Extra extra) {
    Path parent = results.resolve(run.query().query().name());
    try {
      Files.createDirectories(parent);
      Path partial = Files.createTempDirectory(parent, PARTIAL);
      try {
        byte[] rows = csv(run.rows());
        Map<String, Object> object =
            new RunJson(run, session, version).object(Sha256.hex(rows), isRecorded);
        Files.writeString(partial.resolve(QUERY), run.query().query().text());
        Files.write(partial.resolve(RESULT), rows);
        extra.write(partial);
        Files.writeString(partial.resolve(RUN), JsonText.of(object));
        Files.setPosixFilePermissions(partial, Files.getPosixFilePermissions(parent));
        return read(rename(partial, parent.resolve(STAMP.format(run.started()))));
      } finally {
        delete(partial);
      }
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.R505, "cannot write '" + parent + "': " + FileReason.of(e))
          .withCause(e);
    }
  }

  /**
   * Refuses a place where no run can be written, before anything is computed for it.
   *
   * @throws QueryException R505 at what is in the way
   */
  public static void checkWritable(Path results) {
    Path nearest = results.toAbsolutePath();
    while (Files.notExists(nearest, LinkOption.NOFOLLOW_LINKS) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      throw unwritable(results, nearest, "it is no folder");
    }
    try {
      // What permissions say and what a file system does (/proc, a full disk) are two things.
      Files.delete(Files.createTempDirectory(nearest, PARTIAL));
    } catch (IOException e) {
      throw unwritable(results, nearest, FileReason.of(e)).withCause(e);
    }
  }

  private static QueryException unwritable(Path results, Path nearest, String reason) {
    return QueryException.of(
            ErrorCode.R505,
            "cannot write runs to '" + results + "', because of '" + nearest + "': " + reason)
        .withHint("--out names another folder");
  }

  /** Draws the picture that the query asks for, if it asks for one, into a folder. */
  public static void draw(QueryRun run, Path folder) throws IOException {
    FrontMatter header = run.query().query().header();
    if (header.chart().isPresent()) {
      Chart.of(run.rows(), header.chart().get(), header.question()).write(folder);
    }
  }

  /** Another run of the same second has the name already: the next number is taken. */
  private static Path rename(Path partial, Path target) throws IOException {
    for (int i = 2; ; i++) {
      try {
        return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        if (!Files.exists(target) || i > MAX_TRIES) {
          throw e;
        }
        String name = String.valueOf(target.getFileName()).split("_", 2)[0];
        target = target.resolveSibling(name + "_" + i);
      }
    }
  }

  private static void delete(Path partial) throws IOException {
    if (!Files.exists(partial)) {
      return;
    }
    try (Stream<Path> files = Files.walk(partial)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static byte[] csv(ListedTable rows) {
    StringBuilder text = new StringBuilder();
    try {
      Formats.forPipe().write(rows.table(), Layout.UNLIMITED_WIDTH, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a run.
   *
   * @throws QueryException X401 if the folder holds none, or none that can be read
   */
  public static RunFolder read(Path folder) {
    Path file = folder.resolve(RUN);
    try (var bytes = Files.newInputStream(file)) {
      return new RunFolder(folder, JSON.object(bytes));
    } catch (IOException e) {
      String reason = e instanceof FileAlreadyExistsException ? "" : ": no " + RUN;
      throw QueryException.of(ErrorCode.X401, "no run in '" + folder + "'" + reason).withCause(e);
    } catch (JsonFault e) {
      throw QueryException.of(ErrorCode.X401, "'" + file + "' " + e.getMessage()).withCause(e);
    }
  }

  /**
   * Returns every run in a folder of results, by query and then from the oldest to the newest; a
   * folder of one run is that run.
   */
  public static List<RunFolder> all(Path results) {
    if (Files.exists(results.resolve(RUN))) {
      return List.of(read(results));
    }
    List<Path> found = new ArrayList<>();
    for (Path folder : folders(results)) {
      found.add(folder);
      found.addAll(folders(folder));
    }
    return found.stream()
        .filter(folder -> Files.exists(folder.resolve(RUN)))
        .sorted(RunFolder::compareNames)
        .map(RunFolder::read)
        .toList();
  }

  /** Returns the newest run of each query in a folder of results, by query. */
  public static List<RunFolder> newest(Path results) {
    Map<String, RunFolder> newest = new LinkedHashMap<>();
    all(results).forEach(run -> newest.put(String.valueOf(run.path.getParent()), run));
    return List.copyOf(newest.values());
  }

  /** Hidden folders are left out: another process is writing them, or was killed. */
  private static List<Path> folders(Path parent) {
    try (Stream<Path> files = Files.list(parent)) {
      return files
          .filter(f -> !String.valueOf(f.getFileName()).startsWith("."))
          .filter(Files::isDirectory)
          .toList();
    } catch (UncheckedIOException e) {
      throw unreadable(parent, e.getCause());
    } catch (IOException e) {
      throw unreadable(parent, e);
    }
  }

  private static QueryException unreadable(Path folder, IOException e) {
    return QueryException.of(ErrorCode.X401, "cannot read '" + folder + "': " + FileReason.of(e))
        .withCause(e);
  }

  /** 20261123-101500_10 comes after 20261123-101500_9. */
  private static int compareNames(Path a, Path b) {
    Comparator<Path> byName =
        Comparator.comparing((Path p) -> String.valueOf(p.getParent()))
            .thenComparing(p -> String.valueOf(p.getFileName()).split("_", 2)[0])
            .thenComparing(p -> String.valueOf(p.getFileName()).length())
            .thenComparing(p -> String.valueOf(p.getFileName()));
    return byName.compare(a, b);
  }

  /** Returns the newest earlier run of the same query and values, if there is one. */
  public List<RunFolder> earlier() {
    List<RunFolder> earlier = new ArrayList<>();
    Path parent = path.getParent();
    if (parent != null) {
      for (RunFolder other : all(parent)) {
        if (other.path.equals(path)) {
          break;
        }
        if (other.values().equals(values())) {
          earlier.add(other);
        }
      }
    }
    return earlier.isEmpty() ? List.of() : List.of(earlier.get(earlier.size() - 1));
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /** Returns everything {@code run.json} says. */
  public Map<String, Object> run() {
    return run;
  }

  /** Returns the values of its parameters. */
  public Map<?, ?> values() {
    return map(run.get("parameters"));
  }

  /** Returns the query that was run. */
  public SavedQuery query() {
    String name = String.valueOf(map(run.get("query")).get("name"));
    return SavedQuery.of(name, SavedQuery.text(path.resolve(QUERY)));
  }

  /** Returns the hash of the result. */
  public String resultSha256() {
    return String.valueOf(map(run.get("result")).get("sha256"));
  }

  /**
   * Returns the result; numbers are numbers again, other values are texts.
   *
   * @throws QueryException X401 if it cannot be read, X410 if it is not the one that was written
   */
  public ListedTable result() {
    Path file = path.resolve(RESULT);
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!Sha256.hex(bytes).equals(resultSha256())) {
        throw QueryException.of(
            ErrorCode.X410, "'" + file + "' is not what " + RUN + " says was written");
      }
      return CsvRows.read(
          new String(bytes, StandardCharsets.UTF_8), map(map(run.get("result")).get("columns")));
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.X401, "cannot read '" + file + "'").withCause(e);
    }
  }

  /** Returns a part of {@code run.json}; one that is missing is empty. */
  static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
