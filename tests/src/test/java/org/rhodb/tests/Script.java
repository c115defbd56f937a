package org.rhodb.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorReport;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.StatementText;

/**
 * A script: statements, each followed by its result in comment lines that begin with {@code --|}.
 * The result of running a correct script is the script itself, so a new result is accepted by
 * copying.
 *
 * <p>Rows are sorted unless the statement says ORDER BY; doubles show four significant digits; the
 * project's own folder is written PROJECT.
 */
final class Script {
  /** Folder of the whole project: sources of models in scripts are relative to it. */
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final Path FOLDER = Path.of("src/test/resources/script");
  private static final String RESULT = "--|";

  private final Path file;
  private final String text;

  private Script(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /** Returns the scripts of a kind, by name. */
  static List<Script> all(String kind) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER.resolve(kind))) {
      List<Script> scripts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
        scripts.add(new Script(file, Files.readString(file, StandardCharsets.UTF_8)));
      }
      return scripts;
    }
  }

  /** Returns the script's name, without folder and ending. */
  String name() {
    return FOLDER.relativize(file).toString().replace(".sql", "");
  }

  /** Returns the script as it stands in the repository. */
  String text() {
    return text;
  }

  /** Runs the script in a new database and returns it with the results it gave. */
  String run(Map<String, String> settings) {
    StringBuilder out = new StringBuilder();
    Options options = Options.inMemory().withFolder(PROJECT).withSettings(settings);
    String bare = withoutResults();
    try (Engine engine = Engine.open(options);
        Session session = engine.openSession()) {
      int end = 0;
      for (StatementText statement : session.split(bare)) {
        int close = bare.indexOf('\n', bare.indexOf(';', statement.end()));
        int next = close < 0 ? bare.length() : close + 1;
        out.append(bare, end, next);
        end = next;
        for (String line : result(session, statement, bare)) {
          out.append((RESULT + " " + line).stripTrailing()).append('\n');
        }
      }
      out.append(bare.substring(end));
    }
    return out.toString();
  }

  /** Writes what a run gave, for accepting it with cp, and returns where. */
  Path write(String actual) throws IOException {
    Path target = Path.of("target").resolve("script").resolve(FOLDER.relativize(file));
    Files.createDirectories(target.getParent());
    Files.writeString(target, actual, StandardCharsets.UTF_8);
    return target;
  }

  private String withoutResults() {
    StringBuilder bare = new StringBuilder();
    text.lines().filter(l -> !l.startsWith(RESULT)).forEach(l -> bare.append(l).append('\n'));
    return bare.toString();
  }

  private static List<String> result(Session session, StatementText statement, String script) {
    try (QueryResult result = session.execute(statement)) {
      List<String> lines = new ArrayList<>();
      switch (result.kind()) {
        case MESSAGE -> result.message().lines().forEach(lines::add);
        case UPDATE -> lines.add(result.updateCount() + " rows changed");
        case ROWS -> lines.addAll(rows(result, statement));
      }
      result.warnings().forEach(w -> lines.add("warning: " + w));
      return lines;
    } catch (QueryException e) {
      return ErrorReport.render(e, script).replace(PROJECT.toString(), "PROJECT").lines().toList();
    }
  }

  private static List<String> rows(QueryResult result, StatementText statement) {
    List<String> rows = new ArrayList<>();
    int width = result.columns().size();
    while (result.next()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        cells.add(cell(result.value(i)));
      }
      Collections.addAll(rows, String.join(" | ", cells).split("\n", -1));
    }
    if (!statement.text().toUpperCase(Locale.ROOT).contains("ORDER BY")
        && !statement.text().strip().toUpperCase(Locale.ROOT).startsWith("EXPLAIN")) {
      Collections.sort(rows);
    }
    rows.add(0, String.join(" | ", result.columns().stream().map(c -> c.name()).toList()));
    return rows;
  }

  private static String cell(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Double d) {
      return d == 0 ? "0.0" : String.format(Locale.ROOT, "%.4g", d);
    }
    return value.toString();
  }
}
