package org.rhodb.shell.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.StatementText;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;

/**
 * The demo study: a few scripts of plain statements, each printed with its table, and what their
 * numbers say.
 *
 * <p>The scripts are resources beside this class: {@code 1-study.sql} and so on. The first comment
 * line of each is its title, the others explain it. {@code {name}} stands for what is known only
 * when it runs.
 */
public final class DemoStudy {
  private static final List<String> CHAPTERS =
      List.of(
          "1-study.sql",
          "2-universal.sql",
          "3-persistence.sql",
          "4-ablation.sql",
          "5-strongest.sql");
  private static final String STRONGEST = "5-strongest.sql";

  private final ShellSession shell;
  private final Path database;
  private final Path home;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Prepares the study.
   *
   * @param database folder of the open database; the study's text is written into it
   * @param home folder of the clone
   */
  public DemoStudy(ShellSession shell, Path database, Path home) {
    this.shell = shell;
    this.database = database;
    this.home = home;
  }

  /**
   * Runs the whole study, up to the first error, which it prints.
   *
   * @return an {@link ExitCode}
   * @throws QueryException X401 if the models are not there, R505 if the text cannot be written
   * @throws IOException if the output is closed
   */
  public int run() throws IOException {
    Path study = home.resolve("shell/src/main/demo");
    if (!Files.isDirectory(study.resolve("seed0"))) {
      throw QueryException.of(ErrorCode.X401, "the demo's models are not in '" + study + "'")
          .withHint("run ./rhodb demo from a clone that has them");
    }
    values.put("study", study.toString());
    values.put("text", writeText(database).toString());
    for (String chapter : CHAPTERS) {
      int exitCode = runChapter(chapter);
      if (exitCode != ExitCode.OK) {
        return exitCode;
      }
    }
    if (findStrongest()) {
      int exitCode = runChapter("6-tokens.sql");
      if (exitCode != ExitCode.OK) {
        return exitCode;
      }
    }
    printFindings();
    return ExitCode.OK;
  }

  /** Writes the text that no model has seen as JSON lines into a folder, and returns the file. */
  public static Path writeText(Path folder) {
    Path file = folder.resolve("europarl.jsonl");
    List<String> passages = EuroparlText.passages(EuroparlText.Part.HELD_OUT);
    try {
      Files.createDirectories(folder);
      Files.write(file, passages.stream().map(DemoStudy::jsonLine).toList());
      return file;
    } catch (IOException e) {
      throw QueryException.of(
              ErrorCode.R505, "cannot write '" + file + "': " + String.valueOf(e.getMessage()))
          .withCause(e);
    }
  }

  private static String jsonLine(String text) {
    StringBuilder line = new StringBuilder("{\"text\": \"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                line.append('\\').append((char) c);
              } else if (c < ' ') {
                line.append("\\u00").append(Character.forDigit(c >> 4, 16));
                line.append(Character.forDigit(c & 15, 16));
              } else {
                line.append((char) c);
              }
            });
    return line.append("\"}").toString();
  }

  private int runChapter(String name) throws IOException {
    String script = resource(name);
    String title = comment(script);
    print("\n" + title.replaceFirst("\n", "\n\n").stripTrailing() + "\n");
    for (StatementText statement : shell.session().split(script)) {
      print("\n" + statement.text() + ";\n");
      int exitCode = shell.run(statement.text() + ";");
      if (exitCode != ExitCode.OK) {
        return exitCode;
      }
    }
    return ExitCode.OK;
  }

  /** Returns the comment lines a script begins with, without their dashes. */
  private static String comment(String script) {
    return script
        .lines()
        .takeWhile(line -> line.startsWith("--"))
        .map(line -> line.substring(2).strip())
        .collect(Collectors.joining("\n"));
  }

  /** Takes the place of the strongest neuron into the values; false if there is none. */
  private boolean findStrongest() {
    String sql = shell.session().split(resource(STRONGEST)).get(0).text();
    try (QueryResult result = shell.session().execute(sql)) {
      if (!result.next()) {
        return false;
      }
      for (int i = 0; i < result.columns().size(); i++) {
        values.put(result.columns().get(i).name(), String.valueOf(result.value(i)));
      }
      return true;
    }
  }

  private void printFindings() throws IOException {
    print("\nWhat the numbers say\n\n");
    String sql = shell.session().split(resource("findings.sql")).get(0).text();
    try (QueryResult result = shell.session().execute(sql)) {
      while (result.next()) {
        print(TextWrap.wrap("- " + result.value(0), "  ", 80) + "\n");
      }
    }
    Path folder = shell.surroundings().folder();
    values.put("rhodb", relative(folder, home.resolve("rhodb")));
    values.put("database", relative(folder, database));
    values.put("home", relative(folder, home));
    print("\n" + resource("next.txt"));
  }

  /** Returns a path as a user in that folder would write it. */
  private static String relative(Path folder, Path path) {
    if (!path.startsWith(folder)) {
      return path.toString();
    }
    String text = folder.relativize(path).toString();
    return text.isEmpty() ? "." : text.contains("/") ? text : "./" + text;
  }

  private void print(String text) throws IOException {
    shell.surroundings().output().write(text);
    shell.surroundings().output().flush();
  }

  private String resource(String name) {
    try (InputStream input = DemoStudy.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("the build left out " + name);
      }
      String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        boolean isInQuotes = name.endsWith(".sql");
        String written = isInQuotes ? value.getValue().replace("'", "''") : value.getValue();
        text = text.replace("{" + value.getKey() + "}", written);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
